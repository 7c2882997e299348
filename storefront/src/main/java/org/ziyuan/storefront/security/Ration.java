package org.ziyuan.storefront.security;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** So many a minute on this node, evenly; a whole minute's worth may come at once. */
final class Ration {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();

    private final long interval;
    private final LongSupplier clock;

    /** When the ration would be whole again; never further ahead than a minute. */
    private final AtomicLong whole;

    Ration(int aMinute, LongSupplier clock) {
        this.interval = MINUTE / aMinute;
        this.clock = clock;
        this.whole = new AtomicLong(clock.getAsLong());
    }

    boolean take() {
        long now = clock.getAsLong();
        while (true) {
            long before = whole.get();
            long after = Math.max(before - now, 0) + interval;
            if (after > MINUTE) {
                return false;
            }
            if (whole.compareAndSet(before, now + after)) {
                return true;
            }
        }
    }
}
