package org.ziyuan.marketplace.ordering.finder;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.people.HeldWork;
import org.ziyuan.marketplace.register.OpenPapers;

/** Counts the orders of a buyer or a vendor that are neither paid nor over; a buyer's need somebody who accepts and pays. */
@Configuration(proxyBeanMethods = false)
class OpenOrders implements OpenPapers {

    private static final String OPEN = Stream.of(OrderState.values())
            .filter(state -> !state.isPaid() && !state.endedWithoutDelivery())
            .map(state -> "'" + state + "'")
            .collect(Collectors.joining(", ", " and state in (", ")"));

    @Override
    public String what() {
        return "orders";
    }

    @Override
    public String sql() {
        return "select count(*) from purchase_order where :organization in (buyer_id, vendor_id)" + OPEN;
    }

    @Bean
    static HeldWork heldOrders() {
        return new HeldWork(
                "orders", "select count(*) from purchase_order where buyer_id = :organization" + OPEN, HeldWork.NONE);
    }
}
