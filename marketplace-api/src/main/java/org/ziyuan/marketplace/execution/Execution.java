package org.ziyuan.marketplace.execution;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.ziyuan.marketplace.money.Money;

/**
 * Where the money given for a year is now; the parts add up to all of it.
 *
 * @param unreleased approved and not yet released to be spent
 * @param available free to be reserved
 * @param reserved held by requisitions
 * @param encumbered promised to vendors
 * @param accepted delivered and accepted but not paid, with what is retained
 * @param spent paid
 * @param carriedForward carried into the next year
 * @param lapsed given back because it was not used in time
 */
public record Execution(
        Money unreleased,
        Money available,
        Money reserved,
        Money encumbered,
        Money accepted,
        Money spent,
        Money carriedForward,
        Money lapsed) {

    public static final Execution NOTHING = new Execution(
            Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO, Money.ZERO);

    /** All that was given for the year, whatever became of it. */
    @JsonProperty
    public Money appropriated() {
        return unreleased
                .plus(available)
                .plus(reserved)
                .plus(encumbered)
                .plus(accepted)
                .plus(spent)
                .plus(carriedForward)
                .plus(lapsed);
    }

    /** Both together. */
    public Execution plus(Execution other) {
        return new Execution(
                unreleased.plus(other.unreleased),
                available.plus(other.available),
                reserved.plus(other.reserved),
                encumbered.plus(other.encumbered),
                accepted.plus(other.accepted),
                spent.plus(other.spent),
                carriedForward.plus(other.carriedForward),
                lapsed.plus(other.lapsed));
    }
}
