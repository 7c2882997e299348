package org.ziyuan.marketplace.listing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

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

    /** What the quantity costs. */
    public Money priceOf(int quantity) {
        return unitPrice.times(quantity);
    }
}
