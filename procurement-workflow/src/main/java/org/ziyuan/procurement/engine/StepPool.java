package org.ziyuan.procurement.engine;

import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;

/** The threads that work steps. Whoever takes a step has asked for a thread before, so that none waits with its lock. */
final class StepPool {

    private final StepWorker worker;
    private final int size;
    private final ExecutorService threads;
    private final Semaphore idle;

    StepPool(StepWorker worker, int size) {
        this.worker = worker;
        this.size = size;
        this.threads = Executors.newFixedThreadPool(size, work -> new Thread(work, "engine-step"));
        this.idle = new Semaphore(size);
    }

    /** Asks for a thread, if one is idle. */
    boolean reserve() {
        return idle.tryAcquire();
    }

    /** Waits for one idle thread and asks for all that are. @return how many */
    int reserveAll() throws InterruptedException {
        idle.acquire();
        return 1 + idle.drainPermits();
    }

    void giveBack(int reserved) {
        idle.release(reserved);
    }

    /** Works these one after the other, on one thread that was asked for. */
    void work(List<LockedExternalTask> steps) {
        threads.execute(() -> {
            try {
                steps.forEach(worker::work);
            } finally {
                idle.release();
            }
        });
    }

    /** Waits until what was begun is done. */
    void close() {
        threads.shutdown();
        idle.acquireUninterruptibly(size);
    }
}
