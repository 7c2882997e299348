package org.ziyuan.marketplace.pooling;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.ledger.Awards;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.pooling.JointDemand.State;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the schools need of joint purchases, and their shares; a school sees its own. */
@Component
class JointDemands {

    private static final String DEMAND = """
            select d.*, s.name as school_name from joint_demand d join organization s on s.id = d.school_id
            """;

    private final DatabaseClient database;
    private final JointPurchases purchases;

    JointDemands(DatabaseClient database, JointPurchases purchases) {
        this.database = database;
        this.purchases = purchases;
    }

    /** The demands and shares of a purchase, the newest first, narrowed by words of the school; a school sees its own. */
    Mono<Page<JointDemand>> list(UUID purchaseId, Actor actor, Sought sought) {
        return purchases
                .find(purchaseId, actor)
                .flatMap(purchase -> sought.bindTo(Sight.MONEY.bindTo(
                                database.sql(DEMAND + " where d.purchase_id = :purchase and " + Sight.over("s")
                                                + Sought.newestFirst("d.asked_at", "d.id", "s.name"))
                                        .bind("purchase", purchase.id()),
                                actor))
                        .map(Rows.as(JointDemand.class))
                        .all()
                        .collectList())
                .map(rows -> sought.page(rows, demand -> new Cursor(demand.askedAt(), demand.id())));
    }

    /** One demand, for who may see it. @throws Refusal {@code joint-demand-not-found} */
    Mono<JointDemand> find(UUID id, Actor actor) {
        return Sight.MONEY
                .bindTo(
                        database.sql(DEMAND + " where d.id = :id and " + Sight.over("s"))
                                .bind("id", id),
                        actor)
                .map(Rows.as(JointDemand.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("joint-demand", id)));
    }

    /** The demands that stand, locked in the order of their ids. */
    Flux<JointDemand> lockStanding(UUID purchaseId) {
        return database.sql(DEMAND + """
                         where d.purchase_id = :purchase and d.state = 'RESERVED' order by d.id for update of d
                        """)
                .bind("purchase", purchaseId)
                .map(Rows.as(JointDemand.class))
                .all();
    }

    Mono<Void> insert(UUID id, UUID purchase, int quantity, UUID line, Money estimate, Actor by) {
        return database.sql("""
                        insert into joint_demand (id, purchase_id, school_id, budget_line_id, quantity, reserved_in_fen,
                                                  asked_by, asked_by_name)
                        values (:id, :purchase, :school, :line, :quantity, :reserved, :by, :name)
                        """)
                .bind("id", id)
                .bind("purchase", purchase)
                .bind("school", by.organizationId())
                .bind("line", line)
                .bind("quantity", quantity)
                .bind("reserved", estimate.fen())
                .bind("by", by.person())
                .bind("name", by.displayName())
                .then();
    }

    /** Writes down what each school pays, and under which contract. */
    Mono<Void> award(List<Awards.Share> shares) {
        return database.sql("""
                        update joint_demand d set state = :state, contract_id = s.contract, share_in_fen = s.amount
                          from unnest(:demands::uuid[], :contracts::uuid[], :amounts::bigint[]) s(demand, contract, amount)
                         where d.id = s.demand
                        """)
                .bind("state", State.LIFE_CYCLE.to(State.Event.AWARD).name())
                .bind(
                        "demands",
                        shares.stream().map(Awards.Share::requisitionId).toArray(UUID[]::new))
                .bind("contracts", shares.stream().map(Awards.Share::contractId).toArray(UUID[]::new))
                .bind(
                        "amounts",
                        shares.stream().map(share -> share.amount().fen()).toArray(Long[]::new))
                .then();
    }
}
