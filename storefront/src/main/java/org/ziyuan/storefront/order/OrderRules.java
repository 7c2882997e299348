package org.ziyuan.storefront.order;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.storefront.trail.TrailReaders;

/**
 * What the page of an order tells and offers one reader.
 *
 * @param learnOfEnd that it ended without delivery
 * @param learnOfFailure that its last payment failed and the next can be instructed
 * @param learnOfMending that its delivery did not pass
 * @param pay its payments, also to follow one
 * @param book what a provider says against one: who pays keeps no books
 */
record OrderRules(
        boolean learnOfEnd,
        boolean orderAgain,
        boolean seeTrail,
        boolean learnOfFailure,
        boolean learnOfMending,
        Turn acceptance,
        Turn payment,
        boolean pay,
        boolean book,
        boolean cancel) {

    /** @param notYours why another has to take the next step, null where this reader may by what he did before */
    static OrderRules of(PurchaseOrder order, List<Payment> attempts, @Nullable String notYours, Actor reader) {
        OrderState state = order.state();
        boolean ended = state.endedWithoutDelivery();
        boolean toPay = state == OrderState.INVOICED;
        boolean pays = reader.is(Role.CASHIER);
        return new OrderRules(
                ended,
                ended && reader.isAnyOf(Role.PURCHASER, Role.TEACHER),
                TrailReaders.include(reader),
                toPay && lastFailed(attempts),
                state == OrderState.TO_MEND,
                Turn.of(
                        state == OrderState.CONFIRMED,
                        reader.isAnyOf(Role.TEACHER, Role.PURCHASER, Role.PRINCIPAL),
                        notYours),
                Turn.of(toPay, pays, notYours),
                pays && notYours == null,
                reader.is(Role.ACCOUNTANT) && notYours == null,
                state == OrderState.ISSUED && reader.is(Role.PURCHASER));
    }

    private static boolean lastFailed(List<Payment> attempts) {
        return !attempts.isEmpty() && attempts.get(attempts.size() - 1).state() == PaymentState.FAILED;
    }

    /**
     * A step that somebody has to take.
     *
     * @param now whether the order waits for it
     * @param yours whether this reader takes it
     * @param why it is not his although his role has it, null otherwise
     */
    record Turn(boolean now, boolean yours, @Nullable String why) {

        static Turn of(boolean now, boolean duty, @Nullable String notYours) {
            return new Turn(now, duty && notYours == null, duty ? notYours : null);
        }
    }
}
