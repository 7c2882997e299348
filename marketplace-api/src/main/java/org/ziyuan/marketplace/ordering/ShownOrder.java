package org.ziyuan.marketplace.ordering;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.form.ShownDocument;

/** What vendor and school read of an order before they answer, accept, invoice or pay it. */
@Configuration(proxyBeanMethods = false)
class ShownOrder {

    @Bean
    static ShownDocument shownOrder(OrderSteps steps, PurchaseOrders orders, OrderFiles files) {
        return ShownDocument.of(
                "order",
                steps::lock,
                (id, actor) -> orders.find(id, actor).zipWith(files.of(id, actor), ShownOrder::facts));
    }

    private static Map<String, @Nullable Object> facts(PurchaseOrder order, OrderPapers papers) {
        OrderPapers.Invoice invoice = papers.invoice();
        return ShownDocument.facts(
                "state", order.state(),
                "buyer", order.buyerName(),
                "vendor", order.vendorName(),
                "lines", order.lines().stream().map(ShownOrder::line).toList(),
                "total", order.total(),
                "rejections",
                        papers.rejections().stream().map(ShownOrder::rejection).toList(),
                "invoice",
                        invoice == null
                                ? ""
                                : invoice.number() + " · ¥" + invoice.amount().inYuan());
    }

    private static String rejection(OrderPapers.Rejection rejection) {
        return rejection.mended() == null ? rejection.reason() : rejection.reason() + " → " + rejection.mended();
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
