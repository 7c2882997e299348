package org.ziyuan.procurement.shortlist;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A list of listings.
 *
 * @param owner who keeps it
 * @param own whether that is the one who looks; only he changes it
 * @param shared whether everybody of the school sees it
 * @param many how many listings are on it
 * @param listings what is on it, the latest first; none in a list of lists
 */
public record Shortlist(
        UUID id,
        String name,
        String owner,
        boolean own,
        boolean shared,
        int many,
        List<Kept> listings,
        OffsetDateTime changedAt) {

    public Shortlist {
        listings = List.copyOf(listings);
    }

    /** The listings on it, in their order. */
    public List<UUID> ids() {
        return listings.stream().map(Kept::listingId).toList();
    }

    /** A listing that is kept; one that is not for sale any more stays and says so. */
    public record Kept(
            UUID listingId,
            String title,
            String vendorName,
            @Nullable String stage,
            @Nullable String grade,
            boolean forSale) {}
}
