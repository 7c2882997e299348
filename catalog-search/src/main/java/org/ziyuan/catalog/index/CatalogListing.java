package org.ziyuan.catalog.index;

import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.spi.Readable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.row.Columns;

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
                Columns.id(row, "listing_id"),
                number(row, "version"),
                text(row, "kind"),
                text(row, "title"),
                text(row, "subtitle"),
                text(row, "summary"),
                row.get("stage", String.class),
                row.get("subject", String.class),
                row.get("edition", String.class),
                row.get("grade", String.class),
                row.get("volume", String.class),
                row.get("publisher", String.class),
                Columns.id(row, "vendor_id"),
                text(row, "vendor_name"),
                row.get("lowest_unit_price_in_fen", Long.class),
                row.get("meter", String.class),
                read(row, "published_at", Instant.class),
                read(row, "updated_at", Instant.class));
    }

    /** Orders two readings of one listing: the later change wins, in whatever order both are written. */
    long changedAt() {
        return updatedAt.getEpochSecond() * 1_000_000 + updatedAt.getNano() / 1_000;
    }
}
