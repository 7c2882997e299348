package org.ziyuan.marketplace.licensing;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.listing.LicenceModel;

/**
 * A licence as its holder, a bureau above, an auditor or its vendor sees it.
 *
 * @param seatsTotal null when seats are not counted
 * @param version grows with every change of state
 */
public record HeldLicence(
        UUID id,
        UUID orderId,
        UUID orderLineId,
        UUID listingId,
        int listingVersion,
        String title,
        UUID holderId,
        String holderName,
        UUID budgetLineId,
        LicenceModel model,
        LicenceState state,
        @Nullable OffsetDateTime validFrom,
        @Nullable OffsetDateTime validUntil,
        @Nullable Integer seatsTotal,
        @Nullable Integer seatsFree,
        OffsetDateTime orderedAt,
        int version) {}
