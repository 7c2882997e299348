package org.ziyuan.storefront.appliance.process;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.ziyuan.storefront.appliance.start.Progress;

/** A child that is started again when it ends by itself; ten times in a row, then a person must look. */
public final class Supervised {

    private static final int RESTARTS = 10;
    private static final Duration STEADY = Duration.ofMinutes(10);

    private final String name;
    private final Supplier<Guardian> launch;
    private volatile Guardian guardian;
    private volatile boolean stopping;
    private volatile long launchedAt = System.nanoTime();
    private volatile int restarts;

    private Supervised(String name, Guardian running, Supplier<Guardian> launch) {
        this.name = name;
        this.launch = launch;
        this.guardian = running;
    }

    public static Supervised over(String name, Guardian running, Supplier<Guardian> launch) {
        Supervised supervised = new Supervised(name, running, launch);
        running.onExit(supervised::ended);
        return supervised;
    }

    public void stop(Duration patience) {
        stopping = true;
        guardian.stop(patience);
    }

    private void ended() {
        if (stopping) {
            return;
        }
        restarts = System.nanoTime() - launchedAt > STEADY.toNanos() ? 1 : restarts + 1;
        if (restarts > RESTARTS) {
            Progress.say("%s 反复退出，不再重启；请查看 logs 目录", name);
            return;
        }
        Progress.say("%s 意外退出，正在重启（第 %d 次）", name, restarts);
        LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(restarts));
        if (!stopping) {
            launchedAt = System.nanoTime();
            guardian = launch.get();
            guardian.onExit(this::ended);
        }
    }
}
