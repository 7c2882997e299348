package org.ziyuan.marketplace.transaction;

import io.r2dbc.spi.R2dbcException;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import reactor.util.retry.Retry;

/** What PostgreSQL answers when it could not order two transactions: one of them is run again, three times at most. */
final class Clash {

    private static final Set<String> CLASHES = Set.of("40001", "40P01");

    private Clash() {}

    static Retry again() {
        return Retry.backoff(3, Duration.ofMillis(5))
                .maxBackoff(Duration.ofMillis(100))
                .filter(Clash::is)
                .onRetryExhaustedThrow((retries, last) -> last.failure());
    }

    private static boolean is(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException refused && refused.getSqlState() != null) {
                return CLASHES.contains(refused.getSqlState());
            }
        }
        return false;
    }
}
