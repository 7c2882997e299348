package org.ziyuan.marketplace.problem;

import io.r2dbc.spi.R2dbcException;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.sql.SQLException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import org.springframework.core.io.buffer.DataBufferLimitException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.util.InvalidMimeTypeException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.ziyuan.marketplace.refusal.Refusal;

/** What any error means to the caller; the first cause that we have words for decides. */
final class Problems {

    private static final int DEEPEST_CAUSE = 12;

    private Problems() {}

    static Problem of(Throwable error) {
        Throwable cause = error;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            Problem known = specific(cause);
            if (known != null) {
                return known;
            }
            cause = cause.getCause();
        }
        return general(error);
    }

    private static @Nullable Problem specific(Throwable error) {
        if (error instanceof Refusal refusal) {
            return RefusalProblems.of(refusal);
        }
        if (error instanceof DataBufferLimitException) {
            return SpringProblems.byStatus(413);
        }
        if (error instanceof ServerWebInputException input) {
            return BodyProblems.of(input);
        }
        if (error instanceof InvalidMediaTypeException
                || error instanceof InvalidMimeTypeException
                || error instanceof IllegalCharsetNameException
                || error instanceof UnsupportedCharsetException) {
            // A content type nobody can read, or one in a charset that this Java does not know, such as UTF-7.
            return SpringProblems.byStatus(415);
        }
        if (error instanceof R2dbcException database) {
            return DatabaseProblems.of(database);
        }
        if (error instanceof SQLException database) {
            return DatabaseProblems.of(database);
        }
        return null;
    }

    private static Problem general(Throwable error) {
        if (error instanceof ResponseStatusException spring) {
            return SpringProblems.of(spring);
        }
        if (error instanceof DecodingException) {
            // A multipart body without an end or a boundary; what is wrong in JSON arrives with the parameter it is
            // for.
            return SpringProblems.byStatus(400);
        }
        if (error instanceof TransientDataAccessException) {
            return Problem.of(503, "busy").retryAfter(Duration.ofSeconds(1));
        }
        if (error instanceof DataAccessResourceFailureException || error instanceof CannotCreateTransactionException) {
            return Problem.of(503, "database-unavailable").retryAfter(Duration.ofSeconds(5));
        }
        return SpringProblems.byStatus(500);
    }
}
