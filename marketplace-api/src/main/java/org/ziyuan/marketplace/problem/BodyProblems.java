package org.ziyuan.marketplace.problem;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.codec.DecodingException;
import org.springframework.web.server.ServerWebInputException;
import org.ziyuan.marketplace.problem.Problem.FieldProblem;
import org.ziyuan.marketplace.refusal.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** What is wrong with a JSON body: not JSON at all, or a field of it. */
final class BodyProblems {

    private BodyProblems() {}

    /** The problem with the body, or null when the error is about something else of the request. */
    static @Nullable Problem of(ServerWebInputException error) {
        Throwable cause = error.getCause();
        if (cause instanceof DecodingException decoding) {
            cause = decoding.getCause();
        }
        return cause instanceof JacksonException json ? of(json) : null;
    }

    private static Problem of(JacksonException error) {
        if (error.getCause() instanceof Refusal refusal) {
            // A rule of one field says where it stood; one of the whole body names its field itself.
            return RefusalProblems.of(error.getPath().isEmpty() ? refusal : refusal.with("field", pathOf(error)));
        }
        if (error instanceof StreamReadException && !(error instanceof InputCoercionException)) {
            return Problem.of(400, "body-malformed");
        }
        if (error instanceof UnrecognizedPropertyException) {
            return onField("field-unknown", error);
        }
        return onField("field-malformed", error);
    }

    private static Problem onField(String code, JacksonException error) {
        return error.getPath().isEmpty()
                ? Problem.of(400, "body-malformed")
                : Problem.onFields(422, code, List.of(new FieldProblem(pathOf(error), code, null)));
    }

    private static String pathOf(JacksonException error) {
        return error.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                .collect(Collectors.joining())
                .replaceFirst("^\\.", "");
    }
}
