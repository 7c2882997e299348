package org.ziyuan.marketplace.ordering;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.web.ShownDocument;

/** What vendor and school read of an order before they answer, accept, invoice or pay it. */
@Configuration(proxyBeanMethods = false)
class ShownOrder {

    @Bean
    static ShownDocument shownOrder(OrderSteps steps, PurchaseOrders orders, DatabaseClient database) {
        return ShownDocument.of(
                "order",
                steps::lock,
                (id, actor) -> orders.find(id, actor)
                        .flatMap(order -> database.sql("""
                                        select number || ' · ¥' || round(amount_in_fen / 100.0, 2) from invoice
                                         where order_id = :order
                                        """)
                                .bind("order", id)
                                .mapValue(String.class)
                                .one()
                                .defaultIfEmpty("")
                                .map(invoice -> ShownDocument.facts(
                                        "state", order.state(),
                                        "buyer", order.buyerName(),
                                        "vendor", order.vendorName(),
                                        "lines",
                                                order.lines().stream()
                                                        .map(ShownOrder::line)
                                                        .toList(),
                                        "total", order.total(),
                                        "invoice", invoice))));
    }

    private static String line(PurchaseOrder.Line line) {
        return "%s · %s · %d × ¥%s"
                .formatted(
                        line.title(),
                        line.offerName(),
                        line.quantity(),
                        line.unitPrice().inYuan());
    }
}
