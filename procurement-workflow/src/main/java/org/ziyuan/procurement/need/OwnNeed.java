package org.ziyuan.procurement.need;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.procurement.requisition.RequisitionState;

/**
 * What one teacher asked for and what became of it.
 *
 * @param audience {@code pupils} or {@code teachers}
 * @param answer why the school does not buy it; null where nobody said so
 * @param requisition the number of the latest requisition that asks for it since; null where there is none
 * @param requisitionState where that one stands
 * @param outcomeReason why that one ended without an order
 */
public record OwnNeed(
        UUID id,
        UUID listingId,
        String title,
        String vendorName,
        String audience,
        int people,
        String reason,
        OffsetDateTime askedAt,
        @Nullable String answer,
        @Nullable String answeredBy,
        @Nullable String requisition,
        @Nullable RequisitionState requisitionState,
        @Nullable String outcomeReason) {}
