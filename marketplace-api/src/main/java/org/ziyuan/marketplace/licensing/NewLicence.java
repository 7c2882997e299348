package org.ziyuan.marketplace.licensing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.LicenceModel;

/**
 * A licence as an order line asks for it.
 *
 * @param licenceId derived from the order line, so that preparing it twice is preparing it once
 * @param holderId the school or bureau whose people may use it
 * @param budgetLineId the line of the budget that pays
 * @param seats how many people; null when everybody in the holder's part of the tree may use it
 * @param termMonths months from the day of the vendor's confirmation to the same day, which is the last; null when it never ends
 */
public record NewLicence(
        UUID licenceId,
        UUID orderId,
        UUID orderLineId,
        UUID listingId,
        int listingVersion,
        UUID offerId,
        UUID holderId,
        UUID budgetLineId,
        LicenceModel model,
        @Nullable Integer seats,
        @Nullable Integer termMonths) {}
