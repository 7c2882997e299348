package org.ziyuan.storefront.admission;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * One door: so many are inside at once, some wait before it in order, the rest is sent away.
 *
 * <p>A burst may wait a little, because it passes. Where a crowd has stood for longer than that, waiting helps nobody:
 * then one waits hardly at all, so that whoever gets in was hardly kept, and the others know at once.
 */
final class Lane {

    private final int atOnce;
    private final int mostWaiting;
    private final Duration patience;
    private final Duration brevity;
    private final Scheduler scheduler;
    private final LongSupplier nanos;
    private final Deque<Place> waiting = new ArrayDeque<>();
    private int inside;
    private long crowdedSince;

    Lane(int atOnce, AdmissionSettings settings, Scheduler scheduler) {
        this(
                atOnce,
                settings.waiting(),
                settings.patience(),
                settings.brevity(),
                scheduler,
                () -> scheduler.now(TimeUnit.NANOSECONDS));
    }

    Lane(int atOnce, int mostWaiting, Duration patience, Duration brevity, Scheduler scheduler, LongSupplier nanos) {
        this.atOnce = atOnce;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
        this.brevity = brevity;
        this.scheduler = scheduler;
        this.nanos = nanos;
    }

    /** A place that nobody has asked for yet; whoever gets it must {@link Place#leave} in the end, admitted or not. */
    Place place() {
        return new Place();
    }

    synchronized int inside() {
        return inside;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    private Duration patienceNow() {
        boolean standing = nanos.getAsLong() - crowdedSince > patience.toNanos();
        return standing ? brevity : patience;
    }

    /** One request at this door: outside, waiting, inside, gone; never back. */
    final class Place {

        private final Sinks.One<Boolean> answer = Sinks.one();
        private State state = State.OUTSIDE;
        private @Nullable Disposable limit;

        /** True when it is let in, false when it is sent away. */
        Mono<Boolean> entered() {
            synchronized (Lane.this) {
                if (state != State.OUTSIDE) {
                    return Mono.just(state == State.INSIDE);
                }
                if (inside < atOnce && waiting.isEmpty()) {
                    inside++;
                    state = State.INSIDE;
                    return Mono.just(true);
                }
                if (waiting.size() >= mostWaiting) {
                    state = State.GONE;
                    return Mono.just(false);
                }
                if (waiting.isEmpty()) {
                    crowdedSince = nanos.getAsLong();
                }
                state = State.WAITING;
                waiting.addLast(this);
                limit = scheduler.schedule(this::giveUp, patienceNow().toNanos(), TimeUnit.NANOSECONDS);
            }
            return answer.asMono().publishOn(scheduler);
        }

        /** Makes room for the next; may be called at any time and again. */
        void leave() {
            Place next = null;
            synchronized (Lane.this) {
                if (state == State.WAITING) {
                    boolean unused = waiting.remove(this);
                } else if (state == State.INSIDE) {
                    inside--;
                    next = waiting.pollFirst();
                }
                if (next != null) {
                    inside++;
                    next.state = State.INSIDE;
                }
                state = State.GONE;
            }
            forgetLimit();
            if (next != null) {
                next.forgetLimit();
                Sinks.EmitResult unused = next.answer.tryEmitValue(true);
            }
        }

        private void giveUp() {
            synchronized (Lane.this) {
                if (state != State.WAITING) {
                    return;
                }
                boolean unused = waiting.remove(this);
                state = State.GONE;
            }
            Sinks.EmitResult unused = answer.tryEmitValue(false);
        }

        private void forgetLimit() {
            Disposable set = limit;
            if (set != null) {
                set.dispose();
            }
        }
    }

    private enum State {
        OUTSIDE,
        WAITING,
        INSIDE,
        GONE
    }
}
