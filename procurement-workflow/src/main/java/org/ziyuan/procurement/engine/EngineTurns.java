package org.ziyuan.procurement.engine;

import java.util.List;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;

/** Hands over news and fetches steps, one turn at a time, for the threads of the engine. */
final class EngineTurns {

    private final EngineRelay relay;
    private final StepWorker worker;
    private final WakeUp news;
    private final EngineSettings settings;
    private final StepPool pool;
    private long lastRound = System.nanoTime();

    EngineTurns(EngineRelay relay, StepWorker worker, WakeUp news, EngineSettings settings) {
        this.relay = relay;
        this.worker = worker;
        this.news = news;
        this.settings = settings;
        this.pool = new StepPool(worker, settings.steps());
    }

    /**
     * Hands over one message. The steps a process comes to by it are worked by this node at once, if it has a thread for them.
     *
     * @return whether there was one
     */
    boolean relayOne() {
        boolean reserved = pool.reserve();
        EngineRelay.Turn turn = EngineRelay.Turn.NOTHING;
        try {
            turn = relay.next(message -> reserved ? worker.take(message.businessKey()) : List.of());
        } finally {
            if (reserved && turn.steps().isEmpty()) {
                pool.giveBack(1);
            }
        }
        if (!turn.steps().isEmpty()) {
            pool.work(turn.steps());
        }
        // What is put off for longer than a look apart is found by one.
        if (turn.again().compareTo(settings.poll()) < 0 && !turn.again().isZero()) {
            news.signalAfter(turn.again());
        }
        return turn.found();
    }

    /** Not by the wall's clock: one that is set back would put the round off for as long. */
    void secondChance() {
        if (System.nanoTime() - lastRound > settings.secondChance().toNanos()) {
            lastRound = System.nanoTime();
            int unused = worker.tryStuckAgain();
        }
    }

    /** Fetches as many steps as there are idle threads. @return whether there were any */
    boolean fetchMore() throws InterruptedException {
        int reserved = pool.reserveAll();
        List<LockedExternalTask> steps = List.of();
        try {
            steps = worker.fetch(reserved);
        } finally {
            pool.giveBack(reserved - steps.size());
        }
        steps.forEach(step -> pool.work(List.of(step)));
        return !steps.isEmpty();
    }

    /** Waits until what was begun is done. */
    void close() {
        pool.close();
    }
}
