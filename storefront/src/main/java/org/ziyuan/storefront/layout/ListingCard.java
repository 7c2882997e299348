package org.ziyuan.storefront.layout;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ziyuan.catalog.analysis.Segment;

/**
 * A listing as a card among results.
 *
 * @param id the listing; its page is {@code /listings/<id>} and its cover {@code /covers/<id>.svg}
 * @param kind textbook, app, resource, course or service
 * @param parts the title in parts, those that were sought marked
 * @param tags stage, subject, edition, grade and volume, as far as they are known
 * @param meter pupil_year, seat_year, school_year, one_off or free; null when no offer is open
 * @param unitPriceInFen lowest open price of one unit of the meter
 * @param totalInFen what the offer that fits comes to for this school; null when that cannot be said
 * @param licenceState licensed, requestable or none; null for a visitor without a school
 * @param adopted whether it is of an edition that the region of the reader's school takes
 */
public record ListingCard(
        String id,
        String kind,
        String title,
        List<Segment> parts,
        String vendorName,
        List<String> tags,
        @Nullable String meter,
        @Nullable Long unitPriceInFen,
        @Nullable Long totalInFen,
        @Nullable String licenceState,
        boolean adopted) {

    public ListingCard {
        parts = List.copyOf(parts);
        tags = List.copyOf(tags);
    }
}
