package org.ziyuan.catalog.index;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.index.PublishedListings.Extent;
import reactor.core.publisher.Mono;

/**
 * Knows whether the index holds what is published. After a start, or a large import, it may be of an emptier catalogue; then
 * the shop browses PostgreSQL instead of finding nothing. Once it is whole, upkeep and the alias keep it so.
 */
@Component
public class IndexWhole {

    /** A node that waits for its index looks again after this, however many search. */
    private static final Duration A_MOMENT = Duration.ofSeconds(1);

    private final AtomicBoolean whole = new AtomicBoolean();
    private final Mono<Boolean> look;

    IndexWhole(PublishedListings listings, IndexExtent extent) {
        look = extent.now()
                .flatMap(held -> listings.extent().map(truth -> nearlyAll(held, truth)))
                .cache(A_MOMENT);
    }

    /** @throws EngineAway when the nodes cannot answer now */
    public Mono<Boolean> now() {
        return whole.get()
                ? Mono.just(true)
                : look.doOnNext(found -> {
                    if (found) {
                        whole.set(true);
                    }
                });
    }

    /** What changed a moment ago is on its way; an empty catalogue is no proof of anything. */
    private static boolean nearlyAll(Extent held, Extent truth) {
        return truth.listings() > 0 && held.listings() * 10 >= truth.listings() * 9;
    }
}
