package org.ziyuan.storefront.appliance;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.ziyuan.storefront.appliance.start.Progress;

/**
 * Ends a process that is told to stop while it starts. Spring closes a context only when its start has come to an end, and
 * steps of a start may wait for minutes; children are ended by their guardians then, as after a kill.
 */
final class StopWhileStarting {

    /** The status of a process that ended by SIGTERM. */
    private static final int TERMINATED = 143;

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Duration patience;
    private final Runnable halt;

    StopWhileStarting(Duration patience, Runnable halt) {
        this.patience = patience;
        this.halt = halt;
    }

    /** Listens to the end of this process from now on. */
    static StopWhileStarting watching() {
        var watch = new StopWhileStarting(PATIENCE, () -> Runtime.getRuntime().halt(TERMINATED));
        Runtime.getRuntime().addShutdownHook(new Thread(watch::stop, "stop-while-starting"));
        return watch;
    }

    /** The start has come to its end, good or bad: whatever stops now stops as it should. */
    void over() {
        over.countDown();
    }

    void stop() {
        if (over.getCount() > 0) {
            Progress.say("收到停止信号，启动还没有完成，最多再等 %d 秒", patience.toSeconds());
            if (!comesToItsEnd()) {
                halt.run();
            }
        }
    }

    private boolean comesToItsEnd() {
        try {
            return over.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
