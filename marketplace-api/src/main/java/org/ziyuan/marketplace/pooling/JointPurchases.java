package org.ziyuan.marketplace.pooling;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
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

    /** One that the actor's own bureau buys, which alone may end it; for everybody else it is not there. */
    Mono<JointPurchase> bought(UUID purchaseId, Actor by) {
        return Mono.defer(() -> {
            by.require(Role.bureaus());
            return find(purchaseId, by)
                    .filter(purchase -> purchase.organizationId().equals(by.organizationId()))
                    .switchIfEmpty(Mono.error(() -> Refusal.notFound("joint-purchase", purchaseId)));
        });
    }
}
