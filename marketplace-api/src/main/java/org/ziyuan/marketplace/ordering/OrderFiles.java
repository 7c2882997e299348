package org.ziyuan.marketplace.ordering;

import static org.ziyuan.marketplace.ordering.Rows.money;
import static org.ziyuan.marketplace.ordering.Rows.required;

import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ordering.OrderPapers.Acceptance;
import org.ziyuan.marketplace.ordering.OrderPapers.Invoice;
import org.ziyuan.marketplace.ordering.OrderPapers.Rejection;
import org.ziyuan.marketplace.ordering.OrderPapers.Step;
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
        return orders.find(orderId, actor)
                .flatMap(order -> Mono.zip(
                        optional(acceptance(orderId)),
                        optional(invoice(orderId)),
                        rejections(orderId).collectList(),
                        steps(orderId).collectList()))
                .map(found -> new OrderPapers(
                        found.getT1().orElse(null), found.getT2().orElse(null), found.getT3(), found.getT4()));
    }

    Mono<Acceptance> acceptance(UUID orderId) {
        return database.sql("select * from acceptance where order_id = :order")
                .bind("order", orderId)
                .map(OrderFiles::toAcceptance)
                .one();
    }

    Mono<Invoice> invoice(UUID orderId) {
        return database.sql("select * from invoice where order_id = :order")
                .bind("order", orderId)
                .map(OrderFiles::toInvoice)
                .one();
    }

    private Flux<Rejection> rejections(UUID orderId) {
        return database.sql("""
                        select r.*, m.remark, m.mended_by_name, m.mended_at
                          from rejected_delivery r left join mended_delivery m on m.rejection_id = r.id
                         where r.order_id = :order order by r.round
                        """)
                .bind("order", orderId)
                .map(row -> new Rejection(
                        required(row, "id", UUID.class),
                        required(row, "round", Integer.class),
                        required(row, "reason", String.class),
                        required(row, "rejected_by_name", String.class),
                        required(row, "rejected_at", OffsetDateTime.class),
                        row.get("remark", String.class),
                        row.get("mended_by_name", String.class),
                        row.get("mended_at", OffsetDateTime.class)))
                .all();
    }

    private Flux<Step> steps(UUID orderId) {
        return database.sql("select * from purchase_order_event where order_id = :order order by seq")
                .bind("order", orderId)
                .map(row -> new Step(
                        required(row, "event", String.class),
                        OrderState.valueOf(required(row, "to_state", String.class)),
                        required(row, "at", OffsetDateTime.class),
                        required(row, "actor_name", String.class)))
                .all();
    }

    private static Acceptance toAcceptance(Readable row) {
        return new Acceptance(
                required(row, "id", UUID.class),
                required(row, "delivered_on", LocalDate.class),
                money(row, "amount_in_fen"),
                required(row, "remark", String.class),
                required(row, "accepted_by_name", String.class),
                required(row, "accepted_at", OffsetDateTime.class));
    }

    private static Invoice toInvoice(Readable row) {
        return new Invoice(
                required(row, "id", UUID.class),
                row.get("code", String.class),
                required(row, "number", String.class),
                required(row, "issued_on", LocalDate.class),
                money(row, "amount_in_fen"),
                money(row, "tax_in_fen"),
                required(row, "registered_at", OffsetDateTime.class));
    }

    private static <T> Mono<Optional<T>> optional(Mono<T> paper) {
        return paper.map(Optional::of).defaultIfEmpty(Optional.empty());
    }
}
