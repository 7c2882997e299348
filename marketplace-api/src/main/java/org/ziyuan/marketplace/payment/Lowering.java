package org.ziyuan.marketplace.payment;

import org.ziyuan.marketplace.money.Money;

/**
 * What a provider says that lowers a payment.
 *
 * @param reference the provider's own number of the refund or dispute; of a total that it reports, the total
 * @param amount how much, or how much altogether
 * @param total whether the amount is all that was refunded so far, not this one refund
 * @param said the provider's word for how it stands
 * @param holds whether by that word the money is gone; false when the provider took it back or only asks
 */
public record Lowering(Kind kind, String reference, Money amount, boolean total, String said, boolean holds) {

    /** Why the money is less. */
    public enum Kind {
        REFUND,
        DISPUTE
    }

    /** All that was refunded so far. */
    public static Lowering toTotal(Money refunded, String said) {
        return new Lowering(Kind.REFUND, "total-" + refunded.fen(), refunded, true, said, true);
    }

    /** One refund or dispute under its own number. */
    public static Lowering one(Kind kind, String reference, Money amount, String said, boolean holds) {
        return new Lowering(kind, reference, amount, false, said, holds);
    }
}
