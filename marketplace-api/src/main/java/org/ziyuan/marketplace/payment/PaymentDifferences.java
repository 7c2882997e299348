package org.ziyuan.marketplace.payment;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Latest;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What stands against payments, to those who may see the order, and to the operator as long as it is open. */
@Component
public class PaymentDifferences {

    private static final String SELECT = """
            select d.id, d.payment_id, d.kind, d.reference, d.amount_in_fen, d.provider_says, d.holds, d.before_settlement,
                   d.state, d.reported_at, d.decided_at, d.note, d.booked_as, d.row_version as version,
                   name_and_place(d.decided_by, d.decided_by_name, d.decided_at) as decided_by,
                   p.order_id, p.channel, o.number as order_number, o.buyer_id,
                   b.name as buyer_name, v.name as vendor_name,
                   d.state = 'OPEN' and d.holds and d.kind in ('REFUND', 'DISPUTE') and p.state = 'SETTLED' as bookable
              from payment_difference d join payment p on p.id = d.payment_id
              join purchase_order o on o.id = p.order_id
              join organization b on b.id = o.buyer_id join organization v on v.id = o.vendor_id
             where (%s or (:asOperator and d.state = 'OPEN'))
            """.formatted(PurchaseOrders.SEEN);

    private final DatabaseClient database;

    PaymentDifferences(DatabaseClient database) {
        this.database = database;
    }

    /** What is open, the newest first, by words of the order's number, the buyer, the vendor and the reference. */
    public Mono<Page<PaymentDifference>> open(Actor actor, Sought sought) {
        String query = SELECT + " and d.state = 'OPEN'"
                + Sought.newestFirst("d.reported_at", "d.id", "o.number", "b.name", "v.name", "d.reference");
        return sought.bindTo(seenBy(actor, query))
                .map(Rows.as(PaymentDifference.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, one -> new Cursor(one.reportedAt(), one.id())));
    }

    /** All that was ever said against the payments of one order, the oldest first. */
    public Flux<PaymentDifference> ofOrder(UUID orderId, Actor actor) {
        Mono<List<PaymentDifference>> found = seenBy(
                        actor, SELECT + " and p.order_id = :order order by d.reported_at desc, d.id desc limit 200")
                .bind("order", orderId)
                .map(Rows.as(PaymentDifference.class))
                .all()
                .concatMap(one -> AskedOnce.known(one, "difference", one.id(), actor))
                .as(Latest::inOrder)
                .collectList();
        return AskedOnce.of(found, "differences", orderId, actor).flatMapIterable(all -> all);
    }

    /** One. Refuses with {@code payment-difference-not-found} what the actor may not see. */
    public Mono<PaymentDifference> find(UUID id, Actor actor) {
        Mono<PaymentDifference> found = seenBy(actor, SELECT + " and d.id = :id")
                .bind("id", id)
                .map(Rows.as(PaymentDifference.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("payment-difference", id)));
        return AskedOnce.of(found, "difference", id, actor);
    }

    private DatabaseClient.GenericExecuteSpec seenBy(Actor actor, String query) {
        return Sight.DEALS.bindDeal(database.sql(query), actor).bind("asOperator", actor.is(Role.OPERATOR));
    }
}
