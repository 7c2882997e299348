package org.ziyuan.marketplace.payment;

/** What is known about a payment. */
public enum PaymentState {
    /** Asked for; the provider has not decided. */
    INSTRUCTED,
    /** The provider did not answer: it may have the money or not. The amount stays set aside. */
    UNKNOWN,
    SETTLED,
    FAILED;

    /** Whether the provider may still decide either way. */
    public boolean isOpen() {
        return this == INSTRUCTED || this == UNKNOWN;
    }
}
