package org.ziyuan.catalog.index;

import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.outbox.OutboxConsumer;
import org.ziyuan.marketplace.outbox.OutboxMessage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Follows the listings into the index, and is the only one who does besides the rebuilding.
 *
 * <p>The news only says that something happened; what is written is what PostgreSQL says now, so news that comes twice
 * or late changes nothing. When the nodes are away the listing goes to the backlog and the news counts as delivered:
 * an outage of the search must not fill the outbox.
 */
@Component
class ListingProjector implements OutboxConsumer {

    private static final Logger LOG = LoggerFactory.getLogger(ListingProjector.class);
    private static final int PAGE = 200;

    private final PublishedListings listings;
    private final ListingIndex index;
    private final Backlog backlog;

    ListingProjector(PublishedListings listings, ListingIndex index, Backlog backlog) {
        this.listings = listings;
        this.index = index;
        this.backlog = backlog;
    }

    @Override
    public String name() {
        return "catalog-search";
    }

    @Override
    public Mono<Void> deliver(OutboxMessage message) {
        return message.type().equals("VendorStanding")
                ? listings.ofVendor(message.aggregateId()).flatMap(this::projectAll)
                : deliver(message.aggregateId());
    }

    /** All listings of a vendor at once, found anew or gone. */
    private Mono<Void> projectAll(List<UUID> ids) {
        return listings.findAll(ids)
                .collectList()
                .flatMap(there -> index.project(there, ids))
                .onErrorResume(
                        EngineAway.class,
                        away -> Flux.fromIterable(ids).concatMap(backlog::note).then());
    }

    private Mono<Void> deliver(UUID listing) {
        return project(listing).onErrorResume(EngineAway.class, away -> {
            LOG.debug("listing {} waits for the search nodes: {}", listing, away.getMessage());
            return backlog.note(listing);
        });
    }

    /** Projects what waited; stops at the first that cannot be. */
    Mono<Void> catchUp() {
        return backlog.oldest(PAGE)
                .concatMap(
                        listing -> project(listing).then(backlog.done(listing)).thenReturn(listing))
                .count()
                .flatMap(done -> done == PAGE ? catchUp() : Mono.empty());
    }

    private Mono<Void> project(UUID id) {
        return listings.find(id)
                .flatMap(listing -> index.put(listing).thenReturn(true))
                .switchIfEmpty(Mono.defer(() -> index.remove(id).thenReturn(false)))
                .then();
    }
}
