package org.ziyuan.procurement.engine;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that may block. One listens for news, some hand it to the engine, one fetches the steps that nobody took along,
 * and a small pool works them.
 */
final class EngineCrew {

    private static final Logger LOG = LoggerFactory.getLogger(EngineCrew.class);

    private final DataSource dataSource;
    private final WakeUp stepWakeUp;
    private final WakeUp news = new WakeUp();
    private final EngineSettings settings;
    private final EngineTurns turns;
    private final List<Thread> loops;
    private volatile boolean running = true;

    EngineCrew(
            DataSource dataSource, EngineRelay relay, StepWorker worker, WakeUp stepWakeUp, EngineSettings settings) {
        this.dataSource = dataSource;
        this.stepWakeUp = stepWakeUp;
        this.settings = settings;
        this.turns = new EngineTurns(relay, worker, news, settings);
        this.loops = Stream.concat(
                        Stream.of(loop("listener", this::listen), loop("steps", this::fetchSteps)),
                        Stream.generate(() -> loop("relay", this::relayNews)).limit(settings.relays()))
                .toList();
    }

    void start() {
        loops.forEach(Thread::start);
    }

    /** Waits until what was begun is done. */
    void stop() {
        running = false;
        stepWakeUp.signal();
        loops.forEach(loop -> news.signal());
        for (Thread loop : loops) {
            try {
                loop.join(settings.lock().toMillis());
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
        }
        turns.close();
    }

    private Thread loop(String name, Turn turn) {
        return new Thread(
                () -> {
                    while (running) {
                        takeTurn(name, turn);
                    }
                },
                "engine-" + name);
    }

    private void takeTurn(String name, Turn turn) {
        try {
            turn.take();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            running = false;
        } catch (SQLException | RuntimeException failure) {
            LOG.warn("the engine's {} loop could not work and will try again: {}", name, failure.toString());
            LockSupport.parkNanos(settings.poll().toNanos());
        }
    }

    private void listen() throws SQLException {
        try (NewsListener listener = new NewsListener(dataSource)) {
            // What was told before it listened.
            news.signal();
            while (running) {
                listener.listen(settings.poll(), news);
            }
        }
    }

    private void relayNews() throws InterruptedException {
        boolean unused = news.await(settings.poll());
        while (running && turns.relayOne()) {
            // the work is in the condition
        }
    }

    private void fetchSteps() throws InterruptedException {
        boolean unused = stepWakeUp.await(settings.poll());
        turns.secondChance();
        while (running && turns.fetchMore()) {
            // the work is in the condition
        }
    }

    /** What a loop does again and again. */
    private interface Turn {
        void take() throws SQLException, InterruptedException;
    }
}
