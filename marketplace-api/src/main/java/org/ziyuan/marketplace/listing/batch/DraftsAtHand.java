package org.ziyuan.marketplace.listing.batch;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ziyuan.marketplace.listing.gap.ListingGap;

/**
 * The drafts of a vendor that he may hand over, and why the others may not go.
 *
 * @param ready those that lack nothing
 * @param lacking how many lack each thing; one draft may lack several
 * @param incomplete how many lack something
 */
public record DraftsAtHand(List<UUID> ready, Map<ListingGap, Integer> lacking, int incomplete) {

    static DraftsAtHand of(Map<UUID, List<ListingGap>> gaps) {
        Map<ListingGap, Integer> lacking = new EnumMap<>(ListingGap.class);
        gaps.values().forEach(all -> all.forEach(gap -> lacking.merge(gap, 1, Integer::sum)));
        List<UUID> ready = gaps.entrySet().stream()
                .filter(one -> one.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        return new DraftsAtHand(ready, lacking, gaps.size() - ready.size());
    }

    public int count() {
        return ready.size();
    }
}
