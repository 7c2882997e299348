package org.ziyuan.storefront.listing;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Remembers for some minutes which stages a school teaches. It only decides what comes first among results, so that
 * nobody is told something wrong while it is old.
 */
final class TaughtStages {

    private static final int MOST_SCHOOLS = 2_000;
    private static final long REMEMBERED = Duration.ofMinutes(10).toNanos();

    private final Map<UUID, Known> known = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Known> eldest) {
            return size() > MOST_SCHOOLS;
        }
    };

    private record Known(Set<String> stages, long since) {}

    Mono<Set<String>> of(UUID school, Supplier<Mono<Set<String>>> asked) {
        Set<String> remembered = remembered(school);
        return remembered != null ? Mono.just(remembered) : asked.get().doOnNext(stages -> keep(school, stages));
    }

    private synchronized @Nullable Set<String> remembered(UUID school) {
        Known found = known.get(school);
        return found == null || System.nanoTime() - found.since() > REMEMBERED ? null : found.stages();
    }

    private synchronized void keep(UUID school, Set<String> stages) {
        known.put(school, new Known(stages, System.nanoTime()));
    }
}
