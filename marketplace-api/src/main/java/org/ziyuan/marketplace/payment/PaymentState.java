package org.ziyuan.marketplace.payment;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** What is known about a payment. */
public enum PaymentState {
    /** Asked for; the provider has not decided. */
    INSTRUCTED,
    /** The provider did not answer: it may have the money or not. The amount stays set aside. */
    UNKNOWN,
    SETTLED,
    FAILED;

    /** What a provider's answers do to a payment. */
    public enum Event {
        WAIT,
        DOUBT,
        SETTLE,
        FAIL
    }

    /** An answer may come again; what was decided once stays decided. */
    public static final LifeCycle<PaymentState, Event> LIFE_CYCLE = LifeCycle.<PaymentState, Event>of(
                    "payment", PaymentState.class, INSTRUCTED)
            .permit(INSTRUCTED, Event.WAIT, INSTRUCTED)
            .permit(INSTRUCTED, Event.DOUBT, UNKNOWN)
            .permit(INSTRUCTED, Event.SETTLE, SETTLED)
            .permit(INSTRUCTED, Event.FAIL, FAILED)
            .permit(UNKNOWN, Event.WAIT, INSTRUCTED)
            .permit(UNKNOWN, Event.DOUBT, UNKNOWN)
            .permit(UNKNOWN, Event.SETTLE, SETTLED)
            .permit(UNKNOWN, Event.FAIL, FAILED);

    /** Whether the provider may still decide either way. */
    public boolean isOpen() {
        return this == INSTRUCTED || this == UNKNOWN;
    }
}
