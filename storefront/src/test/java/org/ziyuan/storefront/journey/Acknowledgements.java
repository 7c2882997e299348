package org.ziyuan.storefront.journey;

import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** What the market has answered for good: every one of these must be true at the end, and true once. */
final class Acknowledgements {

    /**
     * An act that was answered with success.
     *
     * @param thing the requisition, order or payment that it was done to
     */
    record Act(String name, UUID thing) {}

    final AtomicInteger retries = new AtomicInteger();
    final Queue<String> contradictions = new ConcurrentLinkedQueue<>();
    final Queue<String> stuck = new ConcurrentLinkedQueue<>();
    private final Queue<Act> acts = new ConcurrentLinkedQueue<>();

    void acknowledged(String name, UUID thing) {
        acts.add(new Act(name, thing));
    }

    List<UUID> of(String name) {
        return acts.stream()
                .filter(act -> act.name().equals(name))
                .map(Act::thing)
                .toList();
    }

    int size() {
        return acts.size();
    }

    Map<String, Integer> counts() {
        Map<String, Integer> counts = new TreeMap<>();
        acts.forEach(act -> counts.merge(act.name(), 1, Integer::sum));
        return counts;
    }
}
