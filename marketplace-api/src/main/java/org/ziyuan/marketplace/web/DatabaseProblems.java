package org.ziyuan.marketplace.web;

import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What the database's own refusals mean to the caller: come back soon, or a character that no text may hold. */
final class DatabaseProblems {

    private DatabaseProblems() {}

    /** The answer for this error of the database, or null when it is a bug of ours. */
    static @Nullable Problem of(R2dbcException error) {
        String state = error.getSqlState();
        if (error instanceof R2dbcTimeoutException || state == null) {
            return Problem.of(503, "busy").retryAfter(Duration.ofSeconds(1));
        }
        return switch (state) {
            // Lock not available, statement cancelled by its timeout, serialization failure, deadlock.
            case "55P03", "57014", "40001", "40P01" -> Problem.of(503, "busy").retryAfter(Duration.ofSeconds(1));
            // A NUL or broken UTF-8 in a text: PostgreSQL cannot store it and nobody types it.
            case "22021" -> Problem.of(422, "text-malformed");
            default -> outage(state);
        };
    }

    private static @Nullable Problem outage(String state) {
        boolean unreachable = state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
        boolean readOnly = state.equals("25006");
        return unreachable || readOnly
                ? Problem.of(503, "database-unavailable").retryAfter(Duration.ofSeconds(5))
                : null;
    }
}
