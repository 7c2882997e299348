package org.ziyuan.procurement.engine;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Lets loops wait for work: each signal wakes one of them, and many signals while all are busy are few. */
final class WakeUp {

    private static final int KEPT = 4;

    private final Semaphore signals = new Semaphore(0);

    void signal() {
        if (signals.availablePermits() < KEPT) {
            signals.release();
        }
    }

    /** Wakes one once the time is over. */
    void signalAfter(Duration pause) {
        CompletableFuture.delayedExecutor(pause.toMillis(), TimeUnit.MILLISECONDS, Runnable::run)
                .execute(this::signal);
    }

    /** Until somebody signals or the time is over. @return whether somebody has */
    boolean await(Duration longest) throws InterruptedException {
        return signals.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
    }
}
