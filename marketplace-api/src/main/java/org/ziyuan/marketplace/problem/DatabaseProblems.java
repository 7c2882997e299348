package org.ziyuan.marketplace.problem;

import io.r2dbc.postgresql.api.PostgresqlException;
import io.r2dbc.spi.R2dbcException;
import io.r2dbc.spi.R2dbcTimeoutException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.problem.Problem.FieldProblem;

/** What the database's own refusals mean to the caller: come back soon, or what of his it does not keep. */
final class DatabaseProblems {

    /** The database refused what we had not refused: nothing was changed, and it is a bug of ours to be looked at. */
    static final String UNFORESEEN = "data-refused";

    private DatabaseProblems() {}

    /** The answer for this error of the database, or null when it is a bug of ours. */
    static @Nullable Problem of(R2dbcException error) {
        return of(error, error instanceof R2dbcTimeoutException ? null : error.getSqlState());
    }

    /** The same for what the engine's own connections say: a pool without a free one, a session that was ended. */
    static @Nullable Problem of(SQLException error) {
        return of(error, error.getSQLState());
    }

    private static @Nullable Problem of(Exception error, @Nullable String state) {
        if (state == null) {
            return Problem.of(503, "busy").retryAfter(Duration.ofSeconds(1));
        }
        return switch (state) {
            // Lock not available, statement cancelled by its timeout, serialization failure, deadlock.
            case "55P03", "57014", "40001", "40P01" -> Problem.of(503, "busy").retryAfter(Duration.ofSeconds(1));
            // A NUL or broken UTF-8 in a text: PostgreSQL cannot store it and nobody types it.
            case "22021" -> Problem.of(422, "text-malformed");
            default -> refusedOrAway(error, state);
        };
    }

    /** A value that fits no column, a row that no index holds, or a rule that is broken: never the server's failure. */
    private static @Nullable Problem refusedOrAway(Exception error, String state) {
        if (state.startsWith("22") || state.startsWith("54")) {
            return Problem.of(422, UNFORESEEN);
        }
        return state.startsWith("23") ? broken(error, state) : outage(state);
    }

    private static Problem broken(Exception error, String state) {
        int status = state.equals("23505") || state.equals("23P01") || state.equals("23000") ? 409 : 422;
        Constraints.Entry entry = error instanceof PostgresqlException said
                ? Constraints.all().find(Constraints.nameOf(said.getErrorDetails()))
                : null;
        if (entry == null || entry.refusal() == null) {
            return Problem.of(status, UNFORESEEN);
        }
        FieldProblem field =
                new FieldProblem(String.valueOf(entry.values().get("field")), entry.refusal(), null, entry.values());
        return Problem.of(status, entry.refusal(), entry.values()).withFields(List.of(field));
    }

    private static @Nullable Problem outage(String state) {
        boolean unreachable = state.startsWith("08") || state.startsWith("57P") || state.startsWith("53");
        // Read only, because another server leads now; or ended because it did nothing in a transaction for too long.
        boolean elsewhere = state.equals("25006") || state.equals("25P03");
        return unreachable || elsewhere
                ? Problem.of(503, "database-unavailable").retryAfter(Duration.ofSeconds(5))
                : null;
    }
}
