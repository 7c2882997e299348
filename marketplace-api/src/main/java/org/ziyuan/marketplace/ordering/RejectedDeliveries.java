package org.ziyuan.marketplace.ordering;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ordering.OrderState.Event;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/**
 * Deliveries that did not pass, in rounds: the school says why, the vendor says what he mended. Inside the caller's
 * transaction, with the order's row locked.
 */
@Component
class RejectedDeliveries {

    private final DatabaseClient database;
    private final OrderSteps steps;

    RejectedDeliveries(DatabaseClient database, OrderSteps steps) {
        this.database = database;
        this.steps = steps;
    }

    /** Sends the delivery of this round back; the money stays promised and the licences stay in force. */
    Mono<PurchaseOrder> reject(PurchaseOrder order, String reason, Actor by) {
        return Reason.given(reason)
                .flatMap(words -> mended(order.id()).flatMap(rounds -> {
                    UUID rejection = idOf(order.id(), rounds + 1);
                    return steps.once(
                            order,
                            Event.REJECT_DELIVERY,
                            rejection,
                            by,
                            Map.of("reason", words, "round", rounds + 1),
                            after -> insertRejection(rejection, after.id(), rounds + 1, words, by));
                }));
    }

    /** Delivers what was rejected last once more. */
    Mono<PurchaseOrder> mend(PurchaseOrder order, String remark, Actor by) {
        return Reason.given(remark)
                .flatMap(words -> rejected(order.id()).flatMap(rounds -> {
                    UUID rejection = idOf(order.id(), rounds);
                    return steps.once(
                            order,
                            Event.REDELIVER,
                            rejection,
                            by,
                            Map.of("mended", words, "round", rounds),
                            after -> insertMending(rejection, words, by));
                }));
    }

    private static UUID idOf(UUID order, int round) {
        return Ids.derived("rejected-delivery", order, round);
    }

    private Mono<Integer> rejected(UUID order) {
        return count("select count(*)::int from rejected_delivery where order_id = :order", order);
    }

    private Mono<Integer> mended(UUID order) {
        return count("""
                select count(*)::int from rejected_delivery r join mended_delivery m on m.rejection_id = r.id
                 where r.order_id = :order
                """, order);
    }

    private Mono<Integer> count(String sql, UUID order) {
        return database.sql(sql).bind("order", order).mapValue(Integer.class).one();
    }

    private Mono<Void> insertRejection(UUID id, UUID order, int round, String reason, Actor by) {
        return database.sql("""
                        insert into rejected_delivery (id, order_id, round, reason, rejected_by, rejected_by_name)
                        values (:id, :order, :round, :reason, :by, :name)
                        """)
                .bind("id", id)
                .bind("order", order)
                .bind("round", round)
                .bind("reason", reason)
                .bind("by", by.person())
                .bind("name", by.displayName())
                .then();
    }

    private Mono<Void> insertMending(UUID rejection, String remark, Actor by) {
        return database.sql("""
                        insert into mended_delivery (rejection_id, remark, mended_by, mended_by_name)
                        values (:rejection, :remark, :by, :name)
                        """)
                .bind("rejection", rejection)
                .bind("remark", remark)
                .bind("by", by.person())
                .bind("name", by.displayName())
                .then();
    }
}
