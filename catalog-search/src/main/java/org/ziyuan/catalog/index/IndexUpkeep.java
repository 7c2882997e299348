package org.ziyuan.catalog.index;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.index.PublishedListings.Extent;
import org.ziyuan.marketplace.transaction.NodeRoles;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/**
 * Keeps an index that agrees with the listings. It makes one at the start, catches up after an outage, and rebuilds one
 * that fell behind. Until then, and whenever it cannot, the shop browses PostgreSQL.
 */
@Component
class IndexUpkeep extends Rounds {

    private static final Logger LOG = LoggerFactory.getLogger(IndexUpkeep.class);

    private final ListingProjector projector;
    private final PublishedListings listings;
    private final IndexCatalog indexes;
    private final IndexExtent extent;
    private final IndexRebuild rebuild;
    private final SearchNodeSettings settings;
    private final AtomicReference<@Nullable Extent> missed = new AtomicReference<>();
    private final AtomicLong dueAt = new AtomicLong(System.nanoTime());

    IndexUpkeep(
            ListingProjector projector,
            PublishedListings listings,
            IndexCatalog indexes,
            IndexExtent extent,
            IndexRebuild rebuild,
            SearchNodeSettings settings,
            NodeRoles roles) {
        super(settings.pause(), roles.index() && !settings.url().isEmpty());
        this.projector = projector;
        this.listings = listings;
        this.indexes = indexes;
        this.extent = extent;
        this.rebuild = rebuild;
        this.settings = settings;
    }

    /** One look at everything when it is due; what it finds in order it leaves alone. */
    @Override
    protected Mono<?> round() {
        return System.nanoTime() - dueAt.get() < 0
                ? Mono.empty()
                : look().doOnNext(rest -> dueAt.set(System.nanoTime() + rest.toNanos()));
    }

    /** Gives the time until the next look. */
    Mono<Duration> look() {
        return indexes.ofTheDay()
                .flatMap(there -> there.isPresent()
                        ? projector.catchUp().then(compare())
                        : rebuild.run().then(listings.extent()))
                .map(truth -> truth.listings() == 0 ? settings.pause() : settings.upkeep());
    }

    /** An index that differs twice in the same way, or holds nothing, did not merely wait for its news. */
    private Mono<Extent> compare() {
        return Mono.zip(listings.extent(), extent.now()).flatMap(both -> {
            Extent truth = both.getT1();
            if (truth.equals(both.getT2())) {
                missed.set(null);
                return Mono.just(truth);
            }
            boolean again = truth.equals(missed.getAndSet(truth));
            if (!again && both.getT2().listings() > 0) {
                return Mono.just(truth);
            }
            LOG.warn("the search index holds {} where there is {}: rebuilding", both.getT2(), truth);
            return rebuild.run().thenReturn(truth);
        });
    }
}
