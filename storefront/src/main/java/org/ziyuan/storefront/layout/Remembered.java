package org.ziyuan.storefront.layout;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Remembers for some minutes what was asked. It only decides what comes first or is proposed, so that nobody is told
 * something wrong while it is old.
 */
public final class Remembered<K, V> {

    private final long nanoseconds;
    private final Map<K, Known<V>> known;

    private record Known<V>(V value, long since) {}

    /** @param most how many are kept; the one that was asked first goes first */
    public Remembered(int most, Duration kept) {
        this.nanoseconds = kept.toNanos();
        this.known = new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, Known<V>> eldest) {
                return size() > most;
            }
        };
    }

    /** What is remembered, or what is asked now; an empty answer is not remembered. */
    public Mono<V> of(K key, Supplier<Mono<V>> asked) {
        return Mono.defer(() -> {
            V remembered = remembered(key);
            return remembered != null ? Mono.just(remembered) : asked.get().doOnNext(value -> keep(key, value));
        });
    }

    private synchronized @Nullable V remembered(K key) {
        Known<V> found = known.get(key);
        return found == null || System.nanoTime() - found.since() > nanoseconds ? null : found.value();
    }

    private synchronized void keep(K key, V value) {
        known.put(key, new Known<>(value, System.nanoTime()));
    }
}
