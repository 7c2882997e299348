package org.ziyuan.marketplace.intake;

import java.util.concurrent.Semaphore;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Keeps the number of files that a node holds in memory. There is no queue for a place: the next try is a click. */
final class FilesAtOnce {

    private final Semaphore places;

    FilesAtOnce(int most) {
        this.places = new Semaphore(most);
    }

    /** Does the work in one of the places. Refuses with {@code intake-busy} when there is none. */
    <T> Mono<T> hold(Mono<T> work) {
        return Mono.using(this::place, place -> work, Semaphore::release);
    }

    private Semaphore place() {
        if (!places.tryAcquire()) {
            throw Refusal.of(Refusal.Kind.UNAVAILABLE, "intake-busy");
        }
        return places;
    }
}
