package org.ziyuan.marketplace.ordering;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Where a purchase order stands. */
public enum OrderState {
    ISSUED,
    CONFIRMED,
    /** The school has looked at the delivery and it did not pass; the vendor mends it. */
    TO_MEND,
    DECLINED,
    CANCELLED,
    ACCEPTED,
    INVOICED,
    PAYMENT_INSTRUCTED,
    PAID;

    public boolean isPaid() {
        return this == PAID;
    }

    /** It came to nothing, and its money is free again. */
    public boolean endedWithoutDelivery() {
        return this == DECLINED || this == CANCELLED;
    }

    /** What may happen to a purchase order, each with the news it makes. */
    public enum Event {
        CONFIRM("PurchaseOrderConfirmed"),
        DECLINE("PurchaseOrderDeclined"),
        CANCEL("PurchaseOrderCancelled"),
        REJECT_DELIVERY("DeliveryRejected"),
        REDELIVER("DeliveryMended"),
        ACCEPT("DeliveryAccepted"),
        INVOICE("InvoiceMatched"),
        INSTRUCT_PAYMENT("PaymentInstructed"),
        SETTLE_PAYMENT("PaymentSettled"),
        FAIL_PAYMENT("PaymentFailed");

        private final String fact;

        Event(String fact) {
            this.fact = fact;
        }

        /** The type of the outbox message that tells of it. */
        public String fact() {
            return fact;
        }
    }

    /** What did not pass comes back for acceptance once mended; a failed payment leads back to where the next is instructed. */
    public static final LifeCycle<OrderState, Event> LIFE_CYCLE = LifeCycle.<OrderState, Event>of(
                    "purchase-order", OrderState.class, ISSUED)
            .permit(ISSUED, Event.CONFIRM, CONFIRMED)
            .permit(ISSUED, Event.DECLINE, DECLINED)
            .permit(ISSUED, Event.CANCEL, CANCELLED)
            .permit(CONFIRMED, Event.REJECT_DELIVERY, TO_MEND)
            .permit(TO_MEND, Event.REDELIVER, CONFIRMED)
            .permit(CONFIRMED, Event.ACCEPT, ACCEPTED)
            .permit(ACCEPTED, Event.INVOICE, INVOICED)
            .permit(INVOICED, Event.INSTRUCT_PAYMENT, PAYMENT_INSTRUCTED)
            .permit(PAYMENT_INSTRUCTED, Event.SETTLE_PAYMENT, PAID)
            .permit(PAYMENT_INSTRUCTED, Event.FAIL_PAYMENT, INVOICED);
}
