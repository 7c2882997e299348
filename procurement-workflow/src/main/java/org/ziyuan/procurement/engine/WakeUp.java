package org.ziyuan.procurement.engine;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** Lets a loop wait for work: many signals while it is busy are one. */
final class WakeUp {

    private final Semaphore signals = new Semaphore(0);

    void signal() {
        signals.release();
    }

    /** Signals once the current transaction has committed; at once when there is none. */
    void afterCommit() {
        if (!TransactionSynchronizationManager.isSynchronizationActive()) {
            signal();
            return;
        }
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                signal();
            }
        });
    }

    /** Until somebody signals or the time is over. */
    void await(Duration longest) throws InterruptedException {
        boolean unused = signals.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS);
        int unusedToo = signals.drainPermits();
    }
}
