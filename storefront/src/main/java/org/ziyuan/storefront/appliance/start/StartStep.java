package org.ziyuan.storefront.appliance.start;

import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.R2dbcTransientException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.transaction.CannotCreateTransactionException;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * A step of the start that may have to wait. The limits of requests are no measure for it: four copies that start at once
 * on two busy cores need minutes where one alone needs seconds, and a start that gives up is only begun again. It goes on
 * for ten minutes, {@link Progress} says for what, and in vain it ends with a sentence and what to do.
 */
public final class StartStep {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    /** What passes is asked again, for as long as the step may last. */
    private static final Retry WHILE_BUSY = Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(200))
            .maxBackoff(Duration.ofSeconds(5))
            .filter(StartStep::passes);

    private final String what;
    private final String remedy;
    private final Duration patience;

    private StartStep(String what, String remedy, Duration patience) {
        this.what = what;
        this.remedy = remedy;
        this.patience = patience;
    }

    /**
     * A step.
     *
     * @param what what is done or waited for, as it is said while it lasts
     * @param remedy what the person can do when it lasts for ever
     */
    public static StartStep named(String what, String remedy) {
        return new StartStep(what, remedy, PATIENCE);
    }

    /** The same with another limit. */
    public StartStep within(Duration limit) {
        return new StartStep(what, remedy, limit);
    }

    /** Says where a long step stands. */
    public static void say(String line) {
        Progress.say("%s", line);
    }

    /** The result of work that may be repeated: it is, while the database is busy or away. Blocks. */
    public <T> @Nullable T await(Mono<T> work) {
        CompletableFuture<T> result = work.retryWhen(WHILE_BUSY).toFuture();
        try {
            until(result::isDone);
            return result.join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException reason ? reason : failed;
        } finally {
            boolean unused = result.cancel(true);
        }
    }

    /** Asks until the answer is yes. Blocks. */
    public void until(BooleanSupplier done) {
        long begun = System.nanoTime();
        boolean told = false;
        while (!done.getAsBoolean()) {
            long waited = System.nanoTime() - begun;
            if (waited > patience.toNanos()) {
                throw new StartRefused(
                        "%s：等了 %d 秒仍没有结果。%s".formatted(what, TimeUnit.NANOSECONDS.toSeconds(waited), remedy));
            }
            if (!told && waited > TimeUnit.SECONDS.toNanos(1)) {
                say(what);
                told = true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    /** Busy or away, however deep it lies; the pool says of a connection that is long in the making only that time is up. */
    private static boolean passes(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof TransientDataAccessException
                    || cause instanceof DataAccessResourceFailureException
                    || cause instanceof CannotCreateTransactionException
                    || cause instanceof R2dbcTransientException
                    || cause instanceof R2dbcNonTransientResourceException
                    || cause instanceof TimeoutException
                    || cause instanceof IOException) {
                return true;
            }
        }
        return false;
    }
}
