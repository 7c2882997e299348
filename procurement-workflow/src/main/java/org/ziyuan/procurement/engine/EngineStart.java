package org.ziyuan.procurement.engine;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets the engine up on a machine that may be busy with many starts at once. Its sessions have the limits of everyday
 * statements; where one of them ends the set-up it is begun again, which leaves no halves: it commits as a whole.
 */
final class EngineStart {

    private static final Logger LOG = LoggerFactory.getLogger(EngineStart.class);
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** Connections, resources, clashes, limits of time and locks; idle in a transaction for too long. */
    private static final Set<String> PASSING = Set.of("08", "53", "40", "57", "55", "25");

    private EngineStart() {}

    static <T> T patiently(Supplier<T> start) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                return start.get();
            } catch (RuntimeException failed) {
                if (!passes(failed) || System.nanoTime() > end) {
                    throw failed;
                }
                LOG.warn("the engine could not be set up yet and is begun again: {}", failed.toString());
                LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
            }
        }
    }

    static boolean passes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refused) {
                String state = refused.getSQLState();
                // The pool had no connection to give in time, for no other reason than that.
                boolean waitedInVain = state == null && refused instanceof SQLTransientConnectionException;
                return waitedInVain
                        || state != null && PASSING.contains(state.substring(0, Math.min(2, state.length())));
            }
        }
        return false;
    }
}
