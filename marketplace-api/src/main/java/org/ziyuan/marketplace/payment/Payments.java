package org.ziyuan.marketplace.payment;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Latest;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.payment.record.PaymentRows;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All payments, each to those who may see its order, and to the operator while a person has to look at it. */
@Component
public class Payments {

    private static final String SEEN =
            "(%s or (:asOperator and (p.state = 'UNKNOWN' or p.attention is not null)))".formatted(PurchaseOrders.SEEN);

    /** How many payments of one order are told; all of them are found by its number among the payments. */
    public static final int OF_ONE_ORDER = 100;

    private final DatabaseClient database;

    Payments(DatabaseClient database) {
        this.database = database;
    }

    /** One payment. Refuses with {@code payment-not-found} what the actor may not see. */
    public Mono<Payment> find(UUID id, Actor actor) {
        var query = database.sql(PaymentRows.SELECT + " where p.id = :id and " + SEEN)
                .bind("id", id);
        Mono<Payment> found = seenBy(actor, query)
                .map(PaymentRows::payment)
                .one()
                .map(payment -> asSeenBy(payment, actor))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("payment", id)));
        return AskedOnce.of(found, "payment", id, actor);
    }

    /** The latest {@value #OF_ONE_ORDER} payments of one order, the oldest first; nothing for an order the actor may not see. */
    public Flux<Payment> ofOrder(UUID orderId, Actor actor) {
        var query = database.sql(PaymentRows.SELECT + " where p.order_id = :order and " + PurchaseOrders.SEEN
                        + " order by p.instructed_at desc, p.id desc limit :most")
                .bind("order", orderId)
                .bind("most", OF_ONE_ORDER);
        Mono<List<Payment>> found = Sight.DEALS
                .bindDeal(query, actor)
                .map(PaymentRows::payment)
                .all()
                .map(payment -> asSeenBy(payment, actor))
                .concatMap(payment -> AskedOnce.known(payment, "payment", payment.id(), actor))
                .as(Latest::inOrder)
                .collectList();
        return AskedOnce.of(found, "payments", orderId, actor).flatMapIterable(all -> all);
    }

    /**
     * What the actor may see, the newest first. Asked for UNKNOWN it also lists what a person has to look at although
     * its state is another.
     */
    public Mono<Page<Payment>> list(Actor actor, @Nullable PaymentState state, Cursor after, int limit) {
        return list(actor, state, Sought.everything(after, limit));
    }

    /** The same narrowed by words of the order's number, the buyer, the vendor, the payer and the provider's reference. */
    public Mono<Page<Payment>> list(Actor actor, @Nullable PaymentState state, Sought sought) {
        var query = database.sql(PaymentRows.SELECT + " where " + SEEN + """
                          and (cast(:state as text) is null or p.state = :state
                               or (:state = 'UNKNOWN' and p.attention is not null))
                        """
                        + Sought.newestFirst(
                                "p.instructed_at",
                                "p.id",
                                "o.number",
                                "b.name",
                                "v.name",
                                "p.instructed_by_name",
                                "p.provider_reference"))
                .bind("state", Parameter.fromOrEmpty(state == null ? null : state.name(), String.class));
        return seenBy(actor, sought.bindTo(query))
                .map(PaymentRows::payment)
                .all()
                .map(payment -> asSeenBy(payment, actor))
                .collectList()
                .map(rows -> sought.page(rows, payment -> new Cursor(payment.instructedAt(), payment.id())));
    }

    private static GenericExecuteSpec seenBy(Actor actor, GenericExecuteSpec query) {
        return Sight.DEALS.bindDeal(query, actor).bind("asOperator", actor.is(Role.OPERATOR));
    }

    private static Payment asSeenBy(Payment payment, Actor actor) {
        boolean mayPay = actor.is(Role.CASHIER) && actor.organizationId().equals(payment.buyerId());
        return mayPay ? payment : payment.withoutPage();
    }
}
