package org.ziyuan.marketplace.ordering;

import static org.ziyuan.marketplace.row.Columns.flag;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ordering.OrderState.Event;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/**
 * Takes a purchase order one step further in one transaction. Its row is locked, the life cycle decides, a guarded
 * update carries the decision, the step's own work follows, and at last the news and the evidence. All inside the
 * caller's transaction.
 */
@Component
class OrderSteps {

    private final DatabaseClient database;
    private final PurchaseOrders orders;
    private final Outbox outbox;
    private final AuditLog audit;

    OrderSteps(DatabaseClient database, PurchaseOrders orders, Outbox outbox, AuditLog audit) {
        this.database = database;
        this.orders = orders;
        this.outbox = outbox;
        this.audit = audit;
    }

    /** The order under a row lock, so that of two commands at once the second sees what the first has done. */
    Mono<PurchaseOrder> lock(UUID orderId) {
        return database.sql("select id from purchase_order where id = :id for update")
                .bind("id", orderId)
                .mapValue(UUID.class)
                .one()
                .flatMap(orders::any)
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("purchase-order", orderId)));
    }

    /**
     * Takes the step once: when the same cause has made it before, nothing happens and the order is answered as it is.
     *
     * @param cause the document behind the step, such as the acceptance or the payment
     * @param detail figures for the news and the evidence
     * @param work what else belongs to the step: ledger first, then licences
     * @return the order after the step, or the refusal {@code purchase-order-state-forbids}
     */
    Mono<PurchaseOrder> once(
            PurchaseOrder order,
            Event event,
            UUID cause,
            Actor by,
            Map<String, Object> detail,
            Function<PurchaseOrder, Mono<Void>> work) {
        return OrderState.LIFE_CYCLE
                .next(order.state(), event)
                .onErrorResume(Refusal.class, forbidden -> unlessTaken(order, event, cause, forbidden))
                .flatMap(next -> carry(order, event, next, cause, by))
                .flatMap(after -> Mono.defer(() -> work.apply(after))
                        .then(Mono.defer(() -> tell(after, event.fact(), cause, by, detail)))
                        .thenReturn(after))
                .switchIfEmpty(Mono.just(order));
    }

    /** The order after a step, whose row is locked already. */
    Mono<PurchaseOrder> again(PurchaseOrder order) {
        return orders.any(order.id());
    }

    /** Tells and records a step that was taken; also the first one, which no life cycle decides. */
    Mono<Void> tell(PurchaseOrder order, String fact, UUID cause, Actor by, Map<String, Object> detail) {
        Map<String, Object> news = new LinkedHashMap<>(detail);
        news.put("orderId", order.id().toString());
        news.put("number", order.number());
        news.put("requisitionId", order.requisitionId().toString());
        news.put("buyerId", order.buyerId().toString());
        news.put("vendorId", order.vendorId().toString());
        news.put("budgetLineId", order.budgetLineId().toString());
        news.put("state", order.state().name());
        news.put("totalInFen", order.total().fen());
        return outbox.publish(Ids.derived(fact, order.id(), cause), fact, "purchase-order", order.id(), news)
                .then(audit.record(by, actionOf(fact), "purchase-order", order.id(), news));
    }

    /** One line in the order's own history. */
    Mono<Void> note(PurchaseOrder after, String event, UUID cause, Actor by) {
        return database.sql("""
                        insert into purchase_order_event
                          (order_id, seq, event, cause, from_state, to_state, actor_id, actor_name)
                        select :order, coalesce(max(seq), 0) + 1, :event, :cause,
                               (array_agg(to_state order by seq desc))[1], :state, :actor, :name
                          from purchase_order_event where order_id = :order
                        """)
                .bind("order", after.id())
                .bind("event", event)
                .bind("cause", cause)
                .bind("state", after.state().name())
                .bind("actor", Parameter.fromOrEmpty(by.personId(), UUID.class))
                .bind("name", by.displayName())
                .then();
    }

    /** Nothing where the same cause has made the step before, else why it is forbidden. */
    private <T> Mono<T> unlessTaken(PurchaseOrder order, Event event, UUID cause, Refusal forbidden) {
        return database.sql("""
                        select exists (select from purchase_order_event
                                        where order_id = :order and event = :event and cause = :cause)
                        """)
                .bind("order", order.id())
                .bind("event", event.name())
                .bind("cause", cause)
                .mapValue(Boolean.class)
                .one()
                .flatMap(taken -> taken ? Mono.empty() : Mono.error(forbidden));
    }

    /** Carries the step into the row and the order's history, at once; nothing where the same cause has done so before. */
    private Mono<PurchaseOrder> carry(PurchaseOrder order, Event event, OrderState next, UUID cause, Actor by) {
        return database.sql("""
                        with before as (
                          select exists (select from purchase_order_event
                                          where order_id = :order and event = :event and cause = :cause) as taken),
                        moved as (
                          update purchase_order o set state = :next, row_version = row_version + 1
                            from before
                           where o.id = :order and o.state = :state and o.row_version = :version and not before.taken
                          returning o.id),
                        noted as (
                          insert into purchase_order_event
                            (order_id, seq, event, cause, from_state, to_state, actor_id, actor_name)
                          select m.id, coalesce(max(e.seq), 0) + 1, :event, :cause,
                                 (array_agg(e.to_state order by e.seq desc))[1], :next, :actor, :name
                            from moved m left join purchase_order_event e on e.order_id = m.id
                           group by m.id)
                        select taken, exists (select from moved) as moved from before
                        """)
                .bind("order", order.id())
                .bind("event", event.name())
                .bind("cause", cause)
                .bind("next", next.name())
                .bind("state", order.state().name())
                .bind("version", order.version())
                .bind("actor", Parameter.fromOrEmpty(by.personId(), UUID.class))
                .bind("name", by.displayName())
                .map(row -> flag(row, "taken") ? Optional.<Boolean>empty() : Optional.of(flag(row, "moved")))
                .one()
                .flatMap(Mono::justOrEmpty)
                .flatMap(moved -> moved
                        ? Mono.just(order.movedTo(next))
                        : Mono.error(Refusal.conflict("purchase-order-changed")));
    }

    /** PurchaseOrderIssued → purchase-order-issued. */
    private static String actionOf(String fact) {
        return fact.replaceAll("(?<=[a-z])(?=[A-Z])", "-").toLowerCase(java.util.Locale.ROOT);
    }
}
