package org.ziyuan.marketplace.problem;

import java.time.Duration;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.ziyuan.marketplace.problem.Problem.FieldProblem;
import org.ziyuan.marketplace.refusal.Refusal;

/** Which status a refusal gets: decided here, once, for all features. */
final class RefusalProblems {

    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(2);

    private RefusalProblems() {}

    static Problem of(Refusal refusal) {
        Problem problem = new Problem(
                statusOf(refusal.kind()), refusal.code(), refusal.values(), fieldOf(refusal), new HttpHeaders());
        return switch (refusal.kind()) {
            case TOO_MANY, UNAVAILABLE -> problem.retryAfter(pauseOf(refusal));
            default -> problem;
        };
    }

    private static List<FieldProblem> fieldOf(Refusal refusal) {
        return refusal.values().get("field") instanceof String field
                ? List.of(new FieldProblem(field, refusal.code(), null, refusal.values()))
                : List.of();
    }

    private static int statusOf(Refusal.Kind kind) {
        return switch (kind) {
            case MALFORMED -> 400;
            case UNAUTHENTICATED -> 401;
            case FORBIDDEN -> 403;
            case NOT_FOUND -> 404;
            case CONFLICT -> 409;
            case TOO_LARGE -> 413;
            case INVALID -> 422;
            case TOO_MANY -> 429;
            case UNAVAILABLE -> 503;
        };
    }

    /** A feature that knows how long to wait says so with the value {@code retryAfter}. */
    private static Duration pauseOf(Refusal refusal) {
        return refusal.values().get("retryAfter") instanceof Duration known ? known : DEFAULT_PAUSE;
    }
}
