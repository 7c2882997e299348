package org.ziyuan.marketplace.ordering;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ordering.OrderPapers.Acceptance;
import org.ziyuan.marketplace.ordering.OrderPapers.Invoice;
import org.ziyuan.marketplace.ordering.OrderPapers.Rejection;
import org.ziyuan.marketplace.ordering.OrderPapers.Step;
import org.ziyuan.marketplace.row.Nested;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Mono;

/** The file behind each purchase order: acceptance, rejections, invoice and what happened when. */
@Component
public class OrderFiles {

    private static final String ACCEPTANCE = """
            select id, delivered_on, amount_in_fen, remark,
                   name_and_place(accepted_by, accepted_by_name, accepted_at) as accepted_by, accepted_at
              from acceptance where order_id = :order
            """;

    private static final String INVOICE = "select * from invoice where order_id = :order";

    private static final String REJECTIONS = """
            select r.id, r.round, r.reason,
                   name_and_place(r.rejected_by, r.rejected_by_name, r.rejected_at) as rejected_by, r.rejected_at,
                   m.remark as mended, name_and_place(m.mended_by, m.mended_by_name, m.mended_at) as mended_by, m.mended_at
              from rejected_delivery r left join mended_delivery m on m.rejection_id = r.id
             where r.order_id = :order order by r.round
            """;

    private static final String STEPS = """
            select event, to_state as state, at, name_and_place(actor_id, actor_name, at) as by from purchase_order_event
             where order_id = :order order by seq
            """;

    private final DatabaseClient database;
    private final PurchaseOrders orders;

    OrderFiles(DatabaseClient database, PurchaseOrders orders) {
        this.database = database;
        this.orders = orders;
    }

    /** The papers of one order. Refuses with {@code purchase-order-not-found} what the actor may not see. */
    public Mono<OrderPapers> of(UUID orderId, Actor actor) {
        Mono<OrderPapers> papers = orders.find(orderId, actor).flatMap(order -> papers(orderId));
        return AskedOnce.of(papers, "papers", orderId, actor);
    }

    private Mono<OrderPapers> papers(UUID orderId) {
        return database.sql(
                        "select " + Nested.column(ACCEPTANCE, "acceptance") + ", " + Nested.column(INVOICE, "invoice")
                                + ", " + Nested.column(REJECTIONS, "rejections") + ", " + Nested.column(STEPS, "steps"))
                .bind("order", orderId)
                .map(row -> new OrderPapers(
                        first(Nested.rows(row, "acceptance", Acceptance.class)),
                        first(Nested.rows(row, "invoice", Invoice.class)),
                        Nested.rows(row, "rejections", Rejection.class),
                        Nested.rows(row, "steps", Step.class)))
                .one();
    }

    private static <T> @Nullable T first(List<T> papers) {
        return papers.isEmpty() ? null : papers.get(0);
    }

    Mono<Acceptance> acceptance(UUID orderId) {
        return database.sql(ACCEPTANCE)
                .bind("order", orderId)
                .map(Rows.as(Acceptance.class))
                .one();
    }

    Mono<Invoice> invoice(UUID orderId) {
        return database.sql(INVOICE)
                .bind("order", orderId)
                .map(Rows.as(Invoice.class))
                .one();
    }
}
