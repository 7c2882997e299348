package org.ziyuan.storefront.admission;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/**
 * One door: so many are inside at once, some wait before it, the rest is sent away.
 *
 * <p>The one who came last is let in first. Where few wait it makes no difference; where a crowd stands, whoever gets in
 * was hardly kept, and the others are sent away when their patience ends instead of all being served late. When more
 * would wait than may, the one who has waited longest is sent away.
 *
 * <p>Where a crowd has stood for a second, only who came just now is let in: somebody who was kept for half a second is
 * not served slowly when the next ones come by the hundred; and half of the places stay empty, so that two who are inside
 * do not halve each other's pace. Where few wait, a free place is never left empty.
 */
final class Lane {

    /** As many waiting for each place, without an end for {@link #STANDING}, are a crowd. */
    static final int A_CROWD = 16;

    static final Duration STANDING = Duration.ofSeconds(1);

    /** A page's time: who waits before a crowd for longer than that came too early. */
    static final Duration JUST_NOW = Duration.ofMillis(30);

    private final int atOnce;
    private final int mostWaiting;
    private final Duration patience;
    private final Scheduler scheduler;
    private final Deque<Place> waiting = new ArrayDeque<>();
    private int inside;
    private long waitedForSince;

    Lane(int atOnce, int mostWaiting, Duration patience, Scheduler scheduler) {
        this.atOnce = atOnce;
        this.mostWaiting = mostWaiting;
        this.patience = patience;
        this.scheduler = scheduler;
    }

    /** Makes a place that is still to be asked for; its owner must {@link Place#leave} in the end, admitted or not. */
    Place place() {
        return new Place();
    }

    synchronized int inside() {
        return inside;
    }

    synchronized int waiting() {
        return waiting.size();
    }

    /** Those who come in now: as many as there are places, which are more again when the crowd has gone. */
    private List<Place> nextIn() {
        List<Place> next = new ArrayList<>(1);
        while (inside < places() && !waiting.isEmpty() && !(isACrowd() && hasWaited(waiting.getLast()))) {
            Place last = waiting.removeLast();
            last.state = State.INSIDE;
            inside++;
            next.add(last);
        }
        return next;
    }

    private boolean hasWaited(Place place) {
        return now() - place.since > JUST_NOW.toNanos();
    }

    private int places() {
        return isACrowd() ? (atOnce + 1) / 2 : atOnce;
    }

    private boolean isACrowd() {
        return waiting.size() > A_CROWD * atOnce && now() - waitedForSince > STANDING.toNanos();
    }

    private long now() {
        return scheduler.now(TimeUnit.NANOSECONDS);
    }

    /** Between half of the patience and all of it, so that those who came together do not come back together. */
    private long itsPatience() {
        long longest = patience.toNanos();
        return longest / 2 + (long) (ThreadLocalRandom.current().nextDouble() * (longest - longest / 2));
    }

    /** One request at this door: outside, waiting, inside, gone; never back. */
    final class Place {

        private final Sinks.One<Boolean> answer = Sinks.one();
        private State state = State.OUTSIDE;
        private long since;
        private @Nullable Disposable limit;

        /** True when it is let in, false when it is sent away. */
        Mono<Boolean> entered() {
            Place longest = null;
            synchronized (Lane.this) {
                if (state != State.OUTSIDE) {
                    return Mono.just(state == State.INSIDE);
                }
                if (inside < places()) {
                    inside++;
                    state = State.INSIDE;
                    return Mono.just(true);
                }
                if (mostWaiting == 0) {
                    state = State.GONE;
                    return Mono.just(false);
                }
                if (waiting.size() >= mostWaiting) {
                    longest = waiting.peekFirst();
                }
                state = State.WAITING;
                since = now();
                if (waiting.isEmpty()) {
                    waitedForSince = since;
                }
                waiting.addLast(this);
                limit = scheduler.schedule(this::giveUp, itsPatience(), TimeUnit.NANOSECONDS);
            }
            if (longest != null) {
                longest.giveUp();
            }
            return answer.asMono().publishOn(scheduler);
        }

        /** Makes room for the next; may be called at any time and again. */
        void leave() {
            List<Place> next = List.of();
            synchronized (Lane.this) {
                if (state == State.WAITING) {
                    boolean unused = waiting.remove(this);
                } else if (state == State.INSIDE) {
                    inside--;
                    next = nextIn();
                }
                state = State.GONE;
            }
            forgetLimit();
            next.forEach(Place::comeIn);
        }

        private void comeIn() {
            forgetLimit();
            Sinks.EmitResult unused = answer.tryEmitValue(true);
        }

        private void giveUp() {
            synchronized (Lane.this) {
                if (state != State.WAITING) {
                    return;
                }
                boolean unused = waiting.remove(this);
                state = State.GONE;
            }
            forgetLimit();
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
