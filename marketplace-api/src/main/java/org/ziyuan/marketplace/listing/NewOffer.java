package org.ziyuan.marketplace.listing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;

/**
 * An offer as its vendor writes it.
 *
 * @param name what schools read beside the price, 2 to 60 characters
 * @param termMonths how long the licence runs, 1 to 120; only where the kind has a term
 * @param minimumQuantity the least that is sold at once
 * @param terms the conditions in words, at most 2000 characters
 */
public record NewOffer(
        OfferKind kind,
        String name,
        Money unitPrice,
        @Nullable Integer termMonths,
        int minimumQuantity,
        String terms) {

    private static final int SHORTEST_NAME = 2;
    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_TERMS = 2000;
    private static final int LONGEST_TERM = 120;
    private static final int LARGEST_MINIMUM = 100_000;

    /** The offer itself. Refuses with what {@link AddOffer#to} names. */
    Offer on(UUID listing, UUID id) {
        within("minimumQuantity", minimumQuantity, LARGEST_MINIMUM);
        priced();
        return new Offer(
                id,
                listing,
                TextField.name("name", SHORTEST_NAME, LONGEST_NAME).read(name),
                kind.model(),
                kind.meter(),
                unitPrice,
                1,
                kind.hasTerm() ? term() : null,
                minimumQuantity,
                false,
                TextField.words("terms", 0, LONGEST_TERMS).read(terms));
    }

    private void priced() {
        if (kind == OfferKind.FREE ? !unitPrice.equals(Money.ZERO) : !unitPrice.isPositive()) {
            throw kind == OfferKind.FREE
                    ? Refusal.invalid("free-offer-has-a-price").with("amount", unitPrice)
                    : Refusal.invalid("price-not-positive").with("amount", unitPrice);
        }
    }

    private int term() {
        if (termMonths == null) {
            throw Refusal.invalid("number-out-of-range")
                    .with("field", "termMonths")
                    .with("most", LONGEST_TERM);
        }
        within("termMonths", termMonths, LONGEST_TERM);
        return termMonths;
    }

    private static void within(String field, int number, int most) {
        if (number < 1 || number > most) {
            throw Refusal.invalid("number-out-of-range").with("field", field).with("most", most);
        }
    }
}
