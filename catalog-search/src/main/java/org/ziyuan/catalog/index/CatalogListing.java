package org.ziyuan.catalog.index;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What anybody may know of a published listing; nothing else reaches the index.
 *
 * @param version the version shown; an order line points at it
 * @param lowestUnitPriceInFen the cheapest active offer for one unit of its meter; null when nothing is for sale
 */
public record CatalogListing(
        UUID id,
        int version,
        String kind,
        String title,
        String subtitle,
        String summary,
        @Nullable String stage,
        @Nullable String subject,
        @Nullable String edition,
        @Nullable String grade,
        @Nullable String volume,
        @Nullable String publisher,
        UUID vendorId,
        String vendorName,
        @Nullable Long lowestUnitPriceInFen,
        @Nullable String meter,
        Instant publishedAt,
        Instant updatedAt) {

    /** The columns of {@code listing_view} it is made of. */
    public static final String COLUMNS = """
            listing_id, version, kind, title, subtitle, summary, stage, subject, edition, grade, volume, publisher,
            vendor_id, vendor_name, lowest_unit_price_in_fen, meter, published_at, updated_at
            """;

    public static CatalogListing of(Readable row) {
        return new CatalogListing(
                required(row, "listing_id", UUID.class),
                required(row, "version", Integer.class),
                required(row, "kind", String.class),
                required(row, "title", String.class),
                required(row, "subtitle", String.class),
                required(row, "summary", String.class),
                row.get("stage", String.class),
                row.get("subject", String.class),
                row.get("edition", String.class),
                row.get("grade", String.class),
                row.get("volume", String.class),
                row.get("publisher", String.class),
                required(row, "vendor_id", UUID.class),
                required(row, "vendor_name", String.class),
                row.get("lowest_unit_price_in_fen", Long.class),
                row.get("meter", String.class),
                required(row, "published_at", Instant.class),
                required(row, "updated_at", Instant.class));
    }

    /** Orders two readings of one listing: the later change wins, whoever writes last. */
    long changedAt() {
        return updatedAt.getEpochSecond() * 1_000_000 + updatedAt.getNano() / 1_000;
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
