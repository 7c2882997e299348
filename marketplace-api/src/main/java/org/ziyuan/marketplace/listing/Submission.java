package org.ziyuan.marketplace.listing;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;
import static org.ziyuan.marketplace.row.Columns.time;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A draft as its vendor handed it over.
 *
 * @param published what schools read now, where this is a revision of it; null for a new listing
 * @param forWhom stage, subject, grade and volume in one line; empty where it is for everybody
 * @param descriptionHtml the vendor's words, cleaned
 */
public record Submission(
        UUID listingId,
        String kind,
        String title,
        String subtitle,
        String summary,
        String descriptionHtml,
        String forWhom,
        String publisher,
        String link,
        String vendorName,
        OffsetDateTime since,
        @Nullable Published published) {

    /** The version on the market. */
    public record Published(
            int version,
            String title,
            String subtitle,
            String summary,
            String descriptionHtml,
            String forWhom,
            String publisher,
            String link) {}

    static Submission of(Readable row) {
        return new Submission(
                id(row, "id"),
                text(row, "kind"),
                text(row, "title"),
                text(row, "subtitle"),
                text(row, "summary"),
                VendorHtml.clean(text(row, "description_html")),
                text(row, "for_whom"),
                text(row, "publisher"),
                text(row, "link"),
                text(row, "vendor_name"),
                time(row, "since"),
                row.get("version", Integer.class) == null ? null : published(row));
    }

    private static Published published(Readable row) {
        return new Published(
                number(row, "version"),
                text(row, "title_now"),
                text(row, "subtitle_now"),
                text(row, "summary_now"),
                VendorHtml.clean(text(row, "description_now")),
                text(row, "for_whom_now"),
                text(row, "publisher_now"),
                text(row, "link_now"));
    }
}
