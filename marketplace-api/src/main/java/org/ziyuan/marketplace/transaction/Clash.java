package org.ziyuan.marketplace.transaction;

import java.time.Duration;
import java.util.Set;
import reactor.util.retry.Retry;

/** What PostgreSQL answers when it could not order two transactions: one of them is run again, three times at most. */
public final class Clash {

    private static final Set<String> CLASHES = Set.of("40001", "40P01");

    private Clash() {}

    static Retry again() {
        return Retry.backoff(3, Duration.ofMillis(5))
                .maxBackoff(Duration.ofMillis(100))
                .filter(Clash::is)
                .onRetryExhaustedThrow((retries, last) -> last.failure());
    }

    public static boolean is(Throwable error) {
        return CLASHES.contains(SqlState.of(error));
    }
}
