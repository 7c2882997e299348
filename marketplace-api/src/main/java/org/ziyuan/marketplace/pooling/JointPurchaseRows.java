package org.ziyuan.marketplace.pooling;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.pooling.JointPurchase.State;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Writes joint purchases: begun, locked while schools take part, and ended. */
@Component
class JointPurchaseRows {

    private final DatabaseClient database;

    JointPurchaseRows(DatabaseClient database) {
        this.database = database;
    }

    /** Adds one; empty when its id is there already. */
    Mono<Long> add(UUID id, String title, int year, @Nullable UUID poolLineId, Money unitEstimate, Actor by) {
        return database.sql("""
                        insert into joint_purchase (id, organization_id, title, fiscal_year, pool_line_id,
                                                    unit_estimate_in_fen, opened_by, opened_by_name)
                        values (:id, :organization, :title, :year, :line, :estimate, :by, :name) on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("organization", by.organizationId())
                .bind("title", title)
                .bind("year", year)
                .bind("line", Parameter.fromOrEmpty(poolLineId, UUID.class))
                .bind("estimate", unitEstimate.fen())
                .bind("by", by.person())
                .bind("name", by.displayName())
                .fetch()
                .rowsUpdated()
                .filter(rows -> rows == 1);
    }

    /** Writes down what it was awarded for, and to whom. */
    Mono<Void> award(UUID purchaseId, UUID awardId, Money total, UUID vendorId, Actor by) {
        return database.sql("""
                        update joint_purchase
                           set state = :state, award_id = :award, award_in_fen = :total, vendor_id = :vendor,
                               closed_by = :by, closed_by_name = :name, closed_at = now()
                         where id = :id
                        """)
                .bind("state", State.LIFE_CYCLE.to(State.Event.AWARD).name())
                .bind("award", awardId)
                .bind("total", total.fen())
                .bind("vendor", vendorId)
                .bind("by", by.person())
                .bind("name", by.displayName())
                .bind("id", purchaseId)
                .then();
    }

    /**
     * Locks a purchase that is open.
     *
     * @param mode {@code share} for those who take part, {@code update} for who ends it
     * @throws Refusal {@code joint-purchase-over} with the state
     */
    Mono<Void> lockOpen(UUID id, String mode) {
        return database.sql("select state from joint_purchase where id = :id for " + mode)
                .bind("id", id)
                .mapValue(String.class)
                .one()
                .flatMap(state -> state.equals("OPEN")
                        ? Mono.empty()
                        : Mono.error(
                                () -> Refusal.conflict("joint-purchase-over").with("state", state)));
    }

    Mono<Void> cancel(UUID id, Actor by) {
        return database.sql("""
                                update joint_purchase
                                   set state = :state, closed_by = :by, closed_by_name = :name, closed_at = now()
                                 where id = :id
                                """)
                .bind("state", State.LIFE_CYCLE.to(State.Event.CANCEL).name())
                .bind("by", by.person())
                .bind("name", by.displayName())
                .bind("id", id)
                .then();
    }
}
