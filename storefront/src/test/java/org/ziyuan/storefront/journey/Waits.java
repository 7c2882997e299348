package org.ziyuan.storefront.journey;

import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/** How long people waited, for what. */
final class Waits {

    private final Map<String, Queue<Long>> nanos = new ConcurrentHashMap<>();
    private final AtomicInteger sentAway = new AtomicInteger();

    void add(String word, long waited) {
        nanos.computeIfAbsent(word, first -> new ConcurrentLinkedQueue<>()).add(waited);
    }

    void sentAway() {
        int unused = sentAway.incrementAndGet();
    }

    void forget() {
        nanos.clear();
        sentAway.set(0);
    }

    /** @param share 0.5 is the median. @return milliseconds */
    double at(String word, double share) {
        long[] sorted = nanos.getOrDefault(word, new ConcurrentLinkedQueue<>()).stream()
                .mapToLong(Long::longValue)
                .sorted()
                .toArray();
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))] / 1e6;
    }

    @Override
    public String toString() {
        return nanos.keySet().stream()
                .sorted()
                .map(word -> "%s %.0f/%.0f".formatted(word, at(word, 0.5), at(word, 0.95)))
                .collect(Collectors.joining(", ", "p50/p95 ms: ", "; sent away " + sentAway));
    }
}
