package org.ziyuan.marketplace.ledger.posting;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A number of callers that each ask again as soon as they are answered, for a bounded time. */
final class Callers {

    /** What they saw: answers per second, and how long the slowest hundredth waited at least, in milliseconds. */
    record Seen(double perSecond, double p99) {}

    private Callers() {}

    /** Callers that never block. */
    static Seen reactive(int callers, Duration time, IntFunction<Mono<?>> ask) {
        long began = System.nanoTime();
        long end = began + time.toNanos();
        Latencies latencies = new Latencies();
        AtomicInteger number = new AtomicInteger();
        Flux.range(0, callers)
                .flatMap(
                        caller -> Mono.defer(() -> {
                                    long asked = System.nanoTime();
                                    return ask.apply(number.getAndIncrement())
                                            .doOnTerminate(() -> latencies.add(System.nanoTime() - asked));
                                })
                                .repeat(() -> System.nanoTime() < end)
                                .then(),
                        callers)
                .then()
                .block();
        return latencies.seen(System.nanoTime() - began);
    }

    /** Asks at a steady rate, whatever the answers do; latency counts from when it should have been asked. */
    static Seen paced(double perSecond, Duration time, IntFunction<Mono<?>> ask) {
        long began = System.nanoTime();
        Latencies latencies = new Latencies();
        int all = (int) (perSecond * time.toMillis() / 1_000);
        Flux.interval(Duration.ofMillis(1))
                .onBackpressureLatest()
                .scan(0, (asked, tick) -> due(began, perSecond, all))
                .buffer(2, 1)
                .takeUntil(step -> step.get(step.size() - 1) >= all)
                .filter(step -> step.size() == 2)
                .flatMap(step -> Flux.range(step.get(0), step.get(1) - step.get(0)), 1)
                .flatMap(
                        n -> {
                            long planned = began + (long) (n / perSecond * 1e9);
                            return ask.apply(n).doOnTerminate(() -> latencies.add(System.nanoTime() - planned));
                        },
                        4_096)
                .then()
                .block();
        return latencies.seen(System.nanoTime() - began);
    }

    private static int due(long began, double perSecond, int all) {
        return (int) Math.min(all, (System.nanoTime() - began) / 1e9 * perSecond);
    }

    /** Callers with a thread each. */
    static Seen blocking(List<? extends Callable<?>> callers, Duration time) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(callers.size());
        Latencies latencies = new Latencies();
        long began = System.nanoTime();
        long end = began + time.toNanos();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (Callable<?> caller : callers) {
                all.add(threads.submit(() -> {
                    while (System.nanoTime() < end) {
                        long asked = System.nanoTime();
                        Object unused = caller.call();
                        latencies.add(System.nanoTime() - asked);
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                Object unused = one.get();
            }
            return latencies.seen(System.nanoTime() - began);
        } finally {
            threads.shutdownNow();
        }
    }

    /** Safe for many threads. */
    static final class Latencies {
        private final long[] nanos = new long[1_000_000];
        private final AtomicInteger count = new AtomicInteger();

        void add(long latency) {
            int at = count.getAndIncrement();
            if (at < nanos.length) {
                nanos[at] = latency;
            }
        }

        Seen seen(long elapsed) {
            int n = Math.min(count.get(), nanos.length);
            long[] sorted = Arrays.copyOf(nanos, n);
            Arrays.sort(sorted);
            return new Seen(count.get() / (elapsed / 1e9), sorted[(int) Math.min(n - 1, n * 0.99)] / 1e6);
        }
    }
}
