package org.ziyuan.vendor.order;

import org.ziyuan.marketplace.ordering.OrderState;

/**
 * What the page of an order offers its vendor.
 *
 * @param awaitAcceptance by the school
 * @param lookForward to another step of somebody
 */
record OrderRules(boolean answer, boolean awaitAcceptance, boolean mend, boolean invoice, boolean lookForward) {

    static OrderRules in(OrderState state) {
        return new OrderRules(
                state == OrderState.ISSUED,
                state == OrderState.CONFIRMED,
                state == OrderState.TO_MEND,
                state == OrderState.ACCEPTED,
                !state.isPaid() && !state.endedWithoutDelivery());
    }
}
