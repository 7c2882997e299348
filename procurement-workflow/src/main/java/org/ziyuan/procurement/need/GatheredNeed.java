package org.ziyuan.procurement.need;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What one school needs of one listing.
 *
 * @param teachers how many asked for it
 * @param audience {@code pupils} or {@code teachers}; null where they asked for both, or nobody asked
 * @param people for how many all together; where nobody asked, as many as could not open it
 * @param reasons the last five, each with who gives it
 * @param refused how many people could not open it in the last ninety days
 */
public record GatheredNeed(
        UUID listingId,
        String title,
        String vendorName,
        int teachers,
        @Nullable String audience,
        int people,
        List<String> reasons,
        int refused,
        OffsetDateTime latest) {

    public GatheredNeed {
        reasons = List.copyOf(reasons);
    }
}
