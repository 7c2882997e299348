package org.ziyuan.marketplace.payment;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.lifecycle.LifeCycle;
import org.ziyuan.marketplace.money.Money;

/**
 * What a provider says about a payment and our books do not show yet (支付差异). It stands on a person's list until it is
 * booked or cleared.
 *
 * @param reference the provider's own number of it
 * @param providerSays the provider's last word about it
 * @param holds whether by that word the money is gone from the payment
 * @param beforeSettlement whether it was said before the payment was settled: that part was never settled
 * @param bookable whether the budget book has an event for it; everything else is cleared with a reason
 * @param note why it was cleared
 * @param bookedAs the event of the budget book
 * @param version the entity tag on the wire
 */
public record PaymentDifference(
        UUID id,
        UUID paymentId,
        UUID orderId,
        String orderNumber,
        UUID buyerId,
        String buyerName,
        String vendorName,
        PaymentChannel channel,
        Kind kind,
        Money amount,
        String reference,
        String providerSays,
        boolean holds,
        boolean beforeSettlement,
        boolean bookable,
        State state,
        OffsetDateTime reportedAt,
        @Nullable String decidedBy,
        @Nullable OffsetDateTime decidedAt,
        @Nullable String note,
        @Nullable String bookedAs,
        int version) {

    /** What the difference is. */
    public enum Kind {
        REFUND,
        DISPUTE,
        /** A refund or dispute that was booked, and that the provider then took back. */
        TAKEN_BACK,
        /** The provider has money for a payment that had failed. */
        PAID_AFTER_FAILURE
    }

    /** Whether a person has decided about it. */
    public enum State {
        OPEN,
        BOOKED,
        CLEARED;

        /** What may happen to a difference; the provider may say again what he had taken back. */
        public enum Event {
            BOOK,
            CLEAR,
            HOLD_AGAIN
        }

        public static final LifeCycle<State, Event> LIFE_CYCLE = LifeCycle.<State, Event>of(
                        "payment-difference", State.class, OPEN)
                .permit(OPEN, Event.BOOK, BOOKED)
                .permit(OPEN, Event.CLEAR, CLEARED)
                .permit(CLEARED, Event.HOLD_AGAIN, OPEN);

        public boolean isOpen() {
            return this == OPEN;
        }
    }
}
