package org.ziyuan.marketplace.licensing;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Objects;
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
        int version) {

    static HeldLicence of(Readable row) {
        return new HeldLicence(
                id(row, "id"),
                id(row, "order_id"),
                id(row, "order_line_id"),
                id(row, "listing_id"),
                Objects.requireNonNull(row.get("listing_version", Integer.class)),
                text(row, "title"),
                id(row, "holder_id"),
                text(row, "holder_name"),
                id(row, "budget_line_id"),
                LicenceModel.ofColumn(text(row, "model")),
                LicenceState.valueOf(text(row, "state")),
                row.get("valid_from", OffsetDateTime.class),
                row.get("valid_until", OffsetDateTime.class),
                row.get("seats_total", Integer.class),
                row.get("free", Integer.class),
                Objects.requireNonNull(row.get("created_at", OffsetDateTime.class)),
                Objects.requireNonNull(row.get("row_version", Integer.class)));
    }

    private static UUID id(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, UUID.class), column);
    }

    private static String text(Readable row, String column) {
        return Objects.requireNonNull(row.get(column, String.class), column);
    }
}
