package org.ziyuan.procurement.requisition;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/**
 * One wish: so many units of an offer at the price that was shown.
 *
 * @param itemClass the kind of listing, by which purchases of one year are added up
 * @param unitPrice the price of one unit of the meter when the line was written
 * @param priceVersion the version of that price; an older one than the offer's refuses the submission
 */
public record RequisitionLine(
        UUID id,
        int position,
        UUID listingId,
        int listingVersion,
        UUID offerId,
        String itemClass,
        String title,
        String offerName,
        String licenceModel,
        String meter,
        @Nullable Integer termMonths,
        int quantity,
        Money unitPrice,
        int priceVersion,
        Money total) {}
