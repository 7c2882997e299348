package org.ziyuan.marketplace.pooling;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All joint purchases: seen by the bureau that buys, by who is above it, and by the schools below that may take part. */
@Component
class JointPurchases {

    private static final String PURCHASE = """
            select p.*, o.name as organization_name, coalesce(d.quantity, 0)::bigint as quantity,
                   coalesce(d.schools, 0)::bigint as schools
              from joint_purchase p join organization o on o.id = p.organization_id
              left join lateral (
                select sum(x.quantity) as quantity, count(*) as schools from joint_demand x
                 where x.purchase_id = p.id and x.state <> 'WITHDRAWN') d on true
             where (%s or starts_with(:path, o.path || '.'))
            """.formatted(Sight.over("o"));
    private static final String DEMAND = """
            select d.*, s.name as school_name from joint_demand d join organization s on s.id = d.school_id
            """;

    private final DatabaseClient database;

    JointPurchases(DatabaseClient database) {
        this.database = database;
    }

    /** @throws Refusal {@code joint-purchase-not-found}, also for what the actor may not see */
    public Mono<JointPurchase> find(UUID id, Actor actor) {
        return Sight.MONEY
                .bindTo(database.sql(PURCHASE + " and p.id = :id").bind("id", id), actor)
                .bind("path", actor.organizationPath())
                .map(Rows.as(JointPurchase.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("joint-purchase", id)));
    }

    /** What the actor may see, the newest first, narrowed by words of the title and the bureau. */
    public Mono<Page<JointPurchase>> list(Actor actor, Sought sought) {
        return sought.bindTo(Sight.MONEY
                        .bindTo(
                                database.sql(PURCHASE + Sought.newestFirst("p.opened_at", "p.id", "p.title", "o.name")),
                                actor)
                        .bind("path", actor.organizationPath()))
                .map(Rows.as(JointPurchase.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, found -> new Cursor(found.openedAt(), found.id())));
    }

    /** The demands and shares of a purchase, the newest first, narrowed by words of the school; a school sees its own. */
    public Mono<Page<JointDemand>> demands(UUID purchaseId, Actor actor, Sought sought) {
        return find(purchaseId, actor)
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
    Mono<JointDemand> demand(UUID id, Actor actor) {
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
}
