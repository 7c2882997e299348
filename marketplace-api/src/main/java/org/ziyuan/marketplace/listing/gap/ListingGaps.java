package org.ziyuan.marketplace.listing.gap;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.VendorListings;
import org.ziyuan.marketplace.listing.VendorListings.Draft;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What listings lack before they may be handed over for review. */
@Component
public class ListingGaps {

    private final VendorListings drafts;
    private final Listings listings;
    private final List<OpensListings> openers;

    ListingGaps(VendorListings drafts, Listings listings, List<OpensListings> openers) {
        this.drafts = drafts;
        this.listings = listings;
        this.openers = openers;
    }

    /** What each of these lacks; nothing for what is complete. */
    public Mono<Map<UUID, List<ListingGap>>> of(Collection<UUID> ids) {
        return Mono.zip(drafts.each(ids).collectList(), listings.offersToBe(ids), opened(ids))
                .map(found -> {
                    Map<UUID, List<ListingGap>> gaps = new LinkedHashMap<>();
                    for (Draft draft : found.getT1()) {
                        boolean priced = !found.getT2()
                                .getOrDefault(draft.id(), List.of())
                                .isEmpty();
                        gaps.put(
                                draft.id(),
                                ListingGap.of(draft, priced, found.getT3().contains(draft.id())));
                    }
                    return gaps;
                });
    }

    /** Refuses with {@code listing-incomplete} what lacks something, with the fields, and with {@code vendor-not-active}. */
    public Mono<Void> refuse(UUID listing) {
        return drafts.refuseAtRest(List.of(listing)).then(of(List.of(listing))).flatMap(all -> {
            List<ListingGap> gaps = all.getOrDefault(listing, List.of());
            return gaps.isEmpty()
                    ? Mono.empty()
                    : Mono.error(Refusal.conflict("listing-incomplete")
                            .with("count", gaps.size())
                            .with(
                                    "missing",
                                    gaps.stream().map(ListingGap::field).toList()));
        });
    }

    /** Refuses with {@code vendor-not-active} where a vendor of these sells nothing today. */
    public Mono<Void> refuseAtRest(Collection<UUID> ids) {
        return drafts.refuseAtRest(ids);
    }

    /** Refuses with {@code vendor-not-active}, and with {@code listing-opens-nowhere} when nothing opens one of these yet. */
    public Mono<Void> refuseUnopened(Collection<UUID> ids) {
        return drafts.refuseAtRest(ids)
                .thenMany(drafts.each(ids))
                .filter(ListingGap::needsAnOpener)
                .map(Draft::id)
                .collectList()
                .filter(waiting -> !waiting.isEmpty())
                .flatMap(waiting -> opened(waiting).filter(opened -> !opened.containsAll(waiting)))
                .flatMap(opened -> Mono.error(Refusal.conflict("listing-opens-nowhere")));
    }

    private Mono<Set<UUID>> opened(Collection<UUID> ids) {
        return Flux.fromIterable(openers)
                .flatMap(opener -> opener.among(ids), openers.size())
                .collect(HashSet::new, Set::addAll);
    }
}
