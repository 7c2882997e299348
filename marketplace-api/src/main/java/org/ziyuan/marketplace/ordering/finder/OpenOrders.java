package org.ziyuan.marketplace.ordering.finder;

import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.register.OpenPapers;

/** Counts the orders of a buyer or a vendor that are neither paid nor over. */
@Component
class OpenOrders implements OpenPapers {

    @Override
    public String what() {
        return "orders";
    }

    @Override
    public String sql() {
        String open = Stream.of(OrderState.values())
                .filter(state -> !state.isPaid() && !state.endedWithoutDelivery())
                .map(state -> "'" + state + "'")
                .collect(Collectors.joining(", "));
        return "select count(*) from purchase_order where :organization in (buyer_id, vendor_id) and state in (" + open
                + ")";
    }
}
