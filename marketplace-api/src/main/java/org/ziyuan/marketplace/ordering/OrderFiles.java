package org.ziyuan.marketplace.ordering;

import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ordering.OrderPapers.Acceptance;
import org.ziyuan.marketplace.ordering.OrderPapers.Invoice;
import org.ziyuan.marketplace.ordering.OrderPapers.Rejection;
import org.ziyuan.marketplace.ordering.OrderPapers.Step;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The file behind each purchase order: acceptance, rejections, invoice and what happened when. */
@Component
public class OrderFiles {

    private final DatabaseClient database;
    private final PurchaseOrders orders;

    OrderFiles(DatabaseClient database, PurchaseOrders orders) {
        this.database = database;
        this.orders = orders;
    }

    /** The papers of one order. Refuses with {@code purchase-order-not-found} what the actor may not see. */
    public Mono<OrderPapers> of(UUID orderId, Actor actor) {
        Mono<OrderPapers> papers = orders.find(orderId, actor)
                .flatMap(order -> Mono.zip(
                        optional(acceptance(orderId)),
                        optional(invoice(orderId)),
                        rejections(orderId).collectList(),
                        steps(orderId).collectList()))
                .map(found -> new OrderPapers(
                        found.getT1().orElse(null), found.getT2().orElse(null), found.getT3(), found.getT4()));
        return AskedOnce.of(papers, "papers", orderId, actor);
    }

    Mono<Acceptance> acceptance(UUID orderId) {
        return database.sql("""
                        select id, delivered_on, amount_in_fen, remark, accepted_by_name as accepted_by, accepted_at
                          from acceptance where order_id = :order
                        """)
                .bind("order", orderId)
                .map(Rows.as(Acceptance.class))
                .one();
    }

    Mono<Invoice> invoice(UUID orderId) {
        return database.sql("select * from invoice where order_id = :order")
                .bind("order", orderId)
                .map(Rows.as(Invoice.class))
                .one();
    }

    private Flux<Rejection> rejections(UUID orderId) {
        return database.sql("""
                        select r.id, r.round, r.reason, r.rejected_by_name as rejected_by, r.rejected_at, m.remark as mended,
                               m.mended_by_name as mended_by, m.mended_at
                          from rejected_delivery r left join mended_delivery m on m.rejection_id = r.id
                         where r.order_id = :order order by r.round
                        """)
                .bind("order", orderId)
                .map(Rows.as(Rejection.class))
                .all();
    }

    private Flux<Step> steps(UUID orderId) {
        return database.sql("""
                        select event, to_state as state, at, actor_name as by from purchase_order_event
                         where order_id = :order order by seq
                        """).bind("order", orderId).map(Rows.as(Step.class)).all();
    }

    private static <T> Mono<Optional<T>> optional(Mono<T> paper) {
        return paper.map(Optional::of).defaultIfEmpty(Optional.empty());
    }
}
