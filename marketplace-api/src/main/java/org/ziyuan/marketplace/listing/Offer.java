package org.ziyuan.marketplace.listing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * A licence model at a price.
 *
 * @param unitPrice the price of one unit of the meter
 * @param priceVersion counts price changes; an order names the version that its buyer saw
 * @param termMonths how long the licence runs from the vendor's confirmation, null for without end
 */
public record Offer(
        UUID id,
        UUID listingId,
        String name,
        LicenceModel model,
        Meter meter,
        Money unitPrice,
        int priceVersion,
        @Nullable Integer termMonths,
        int minimumQuantity,
        boolean trial,
        String terms) {

    /** Ten trillion yuan in fen: the most that the ledger moves at once; beyond it no sum would fit its column. */
    private static final long LARGEST_IN_FEN = 1_000_000_000_000_000L;

    /** The quantity itself, if what it costs can be posted. @throws Refusal {@code amount-out-of-range} */
    public int affordable(int quantity) {
        if (unitPrice.fen() > LARGEST_IN_FEN / quantity) {
            throw Refusal.invalid("amount-out-of-range").with("requested", unitPrice.inYuan() + " × " + quantity);
        }
        return quantity;
    }

    /** What the quantity costs. */
    public Money priceOf(int quantity) {
        return unitPrice.times(quantity);
    }
}
