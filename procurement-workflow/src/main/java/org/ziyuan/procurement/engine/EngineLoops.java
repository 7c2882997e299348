package org.ziyuan.procurement.engine;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Conditional;
import org.springframework.stereotype.Component;

/**
 * The threads that may block. One hands news to the engine, one fetches steps for a small pool that works them, and the
 * engine has its own timers. A node that stops finishes what it holds; a node that dies leaves it to the others.
 */
@Component
@Conditional(WorkflowRole.class)
class EngineLoops implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(EngineLoops.class);

    private static final int STILL_THERE = 2;

    private final DataSource dataSource;
    private final EngineRelay relay;
    private final StepWorker worker;
    private final WakeUp stepWakeUp;
    private final EngineSettings settings;
    private final JobExecutor timers;
    private volatile boolean running;
    private List<Thread> loops = List.of();

    EngineLoops(
            @Qualifier("engine") DataSource dataSource,
            ProcessEngine engine,
            EngineRelay relay,
            StepWorker worker,
            WakeUp stepWakeUp,
            EngineSettings settings) {
        this.dataSource = dataSource;
        this.relay = relay;
        this.worker = worker;
        this.stepWakeUp = stepWakeUp;
        this.settings = settings;
        this.timers = ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getJobExecutor();
    }

    @Override
    public boolean isAutoStartup() {
        return settings.background();
    }

    @Override
    public void start() {
        running = true;
        loops = List.of(new Thread(this::relayNews, "engine-relay"), new Thread(this::workSteps, "engine-steps"));
        loops.forEach(Thread::start);
        timers.start();
    }

    @Override
    public void stop() {
        running = false;
        timers.shutdown();
        stepWakeUp.signal();
        for (Thread loop : loops) {
            try {
                loop.join(settings.lock().toMillis());
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void relayNews() {
        while (running) {
            try (Connection connection = dataSource.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("listen outbox");
                PGConnection notifications = connection.unwrap(PGConnection.class);
                while (running) {
                    relay.drain();
                    var unused =
                            notifications.getNotifications((int) settings.poll().toMillis());
                    // Who only listens does not notice that nobody speaks any more.
                    if (!connection.isValid(STILL_THERE)) {
                        throw new SQLException("the connection that listens is gone");
                    }
                }
                statement.execute("unlisten outbox");
            } catch (SQLException | RuntimeException failure) {
                later("relay", failure);
            }
        }
    }

    private void workSteps() {
        ExecutorService workers =
                Executors.newFixedThreadPool(settings.steps(), work -> new Thread(work, "engine-step"));
        Semaphore idle = new Semaphore(settings.steps());
        long lastRound = System.nanoTime();
        while (running) {
            try {
                stepWakeUp.await(settings.poll());
                // Not by the wall's clock: one that is set back would put the round off for as long.
                if (System.nanoTime() - lastRound > settings.secondChance().toNanos()) {
                    lastRound = System.nanoTime();
                    int unused = worker.tryStuckAgain();
                }
                fetchWhileThereIsWork(workers, idle);
            } catch (InterruptedException stop) {
                Thread.currentThread().interrupt();
                break;
            } catch (RuntimeException failure) {
                later("steps", failure);
            }
        }
        workers.shutdown();
        idle.acquireUninterruptibly(settings.steps());
    }

    private void fetchWhileThereIsWork(ExecutorService workers, Semaphore idle) throws InterruptedException {
        while (running) {
            idle.acquire();
            int more = idle.drainPermits();
            List<LockedExternalTask> steps = fetched(1 + more, idle);
            steps.forEach(step -> workers.execute(() -> workThenRest(step, idle)));
            if (steps.isEmpty()) {
                return;
            }
        }
    }

    private List<LockedExternalTask> fetched(int atMost, Semaphore idle) {
        List<LockedExternalTask> steps = List.of();
        try {
            steps = worker.fetch(atMost);
            return steps;
        } finally {
            idle.release(atMost - steps.size());
        }
    }

    private void workThenRest(LockedExternalTask step, Semaphore idle) {
        try {
            worker.work(step);
        } finally {
            idle.release();
        }
    }

    private void later(String loop, Exception failure) {
        LOG.warn("the engine's {} loop could not work and will try again: {}", loop, failure.toString());
        try {
            Thread.sleep(settings.poll().toMillis());
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
