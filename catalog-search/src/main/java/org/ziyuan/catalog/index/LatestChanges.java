package org.ziyuan.catalog.index;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Brings an index up to date with what changed since a moment. */
@Component
class LatestChanges {

    private static final int PAGE = 500;

    private final PublishedListings listings;
    private final ListingIndex index;

    LatestChanges(PublishedListings listings, ListingIndex index) {
        this.listings = listings;
        this.index = index;
    }

    Mono<Void> bringUpToDate(String name, Instant since) {
        return listings.changedSince(since)
                .buffer(PAGE)
                .concatMap(changed -> bringUpToDate(name, changed), 1)
                .then();
    }

    private Mono<Void> bringUpToDate(String name, List<UUID> changed) {
        return listings.findAll(changed).collectList().flatMap(published -> {
            Set<UUID> there = published.stream().map(CatalogListing::id).collect(Collectors.toSet());
            List<UUID> gone = changed.stream().filter(id -> !there.contains(id)).toList();
            return index.put(name, published).then(index.remove(name, gone));
        });
    }
}
