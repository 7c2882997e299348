package org.ziyuan.catalog.index;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Makes the index anew from PostgreSQL while the one of the day goes on answering.
 *
 * <ol>
 *   <li>A new index is filled with every published listing, a page at a time.
 *   <li>What changed meanwhile is brought up to date, since the news of it went to the old one.
 *   <li>The alias moves in one step.
 *   <li>What changed between the last two steps is brought up to date.
 *   <li>The old index is removed when the last search that began in it is over; removed at once it would fail them.
 * </ol>
 *
 * A process that dies leaves a half-made index nobody asks; the next rebuilding removes it.
 */
@Component
class IndexRebuild {

    private static final Logger LOG = LoggerFactory.getLogger(IndexRebuild.class);
    private static final int PAGE = 500;

    /** A transaction may commit this long after the time it wrote into its rows. */
    private static final Duration LONGEST_TRANSACTION = Duration.ofMinutes(1);

    /** Nobody waits longer for an answer. */
    private static final Duration LONGEST_SEARCH = Duration.ofSeconds(3);

    private final PublishedListings listings;
    private final ListingIndex index;
    private final LatestChanges latest;
    private final IndexCatalog indexes;
    private final RebuildLease lease;

    IndexRebuild(
            PublishedListings listings,
            ListingIndex index,
            LatestChanges latest,
            IndexCatalog indexes,
            RebuildLease lease) {
        this.listings = listings;
        this.index = index;
        this.latest = latest;
        this.indexes = indexes;
        this.lease = lease;
    }

    /** False when another rebuilding is under way, here or in another process. */
    Mono<Boolean> run() {
        return Mono.defer(() -> run(Ids.next()));
    }

    private Mono<Boolean> run(UUID holder) {
        return lease.hold(holder)
                .flatMap(mine -> mine
                        ? rebuild(holder)
                                .onErrorResume(failure -> lease.giveBack(holder).then(Mono.error(failure)))
                                .then(lease.giveBack(holder))
                                .thenReturn(true)
                        : Mono.just(false));
    }

    private Mono<Void> rebuild(UUID holder) {
        return Mono.zip(listings.now(), indexes.create())
                .flatMap(started ->
                        rebuild(holder, started.getT2(), started.getT1().minus(LONGEST_TRANSACTION)));
    }

    private Mono<Void> rebuild(UUID holder, String name, Instant since) {
        return fill(holder, name)
                .doOnNext(filled -> LOG.info("search index {} holds {} listings", name, filled))
                .then(latest.bringUpToDate(name, since))
                .then(indexes.refresh(name))
                .then(stillMine(holder))
                .then(indexes.putInPlace(name))
                .then(latest.bringUpToDate(name, since))
                .then(Mono.delay(LONGEST_SEARCH))
                .then(stillMine(holder))
                .then(indexes.removeAllBut(name));
    }

    private Mono<Long> fill(UUID holder, String name) {
        return listings.all(PAGE)
                .publishOn(Schedulers.boundedElastic())
                .buffer(PAGE)
                .concatMap(page -> stillMine(holder).then(index.put(name, page)).thenReturn((long) page.size()), 1)
                .reduce(0L, Long::sum);
    }

    private Mono<Void> stillMine(UUID holder) {
        return lease.hold(holder)
                .flatMap(mine -> mine
                        ? Mono.empty()
                        : Mono.error(
                                new IllegalStateException("another process took over rebuilding the search index")));
    }
}
