package org.ziyuan.storefront.home;

import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.ordering.finder.OrdersBelow;
import org.ziyuan.marketplace.ordering.finder.OrdersBelow.Oversight;
import org.ziyuan.marketplace.ordering.finder.OrdersBelow.Unpaid;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.storefront.inbox.Task;
import org.ziyuan.storefront.layout.Figures;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What bureaus and auditors keep an eye on, though others must act: payments that fall due below. */
@Component
class Watch {

    private static final int MOST = 8;

    private final OrdersBelow orders;

    Watch(OrdersBelow orders) {
        this.orders = orders;
    }

    /** How many schools, licences and open orders there are below a bureau. */
    Mono<Oversight> over(Organization bureau) {
        return orders.oversight(bureau);
    }

    /** Orders below a bureau whose invoice is matched and not paid, the first to fall due first. */
    Flux<Task> unpaid(Organization bureau) {
        return orders.unpaid(bureau, MOST).map(Watch::task);
    }

    private static Task task(Unpaid order) {
        return new Task(
                "unpaid",
                order.number(),
                order.buyerName(),
                order.vendorName(),
                order.total().fen(),
                Figures.within(order.payBy()),
                "/audit?order=" + order.id());
    }
}
