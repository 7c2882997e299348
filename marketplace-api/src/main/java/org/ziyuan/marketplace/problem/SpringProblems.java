package org.ziyuan.marketplace.problem;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.springframework.core.MethodParameter;
import org.springframework.core.codec.DecodingException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;

/** What Spring refuses before or while it calls a handler, in our codes. */
final class SpringProblems {

    private SpringProblems() {}

    static Problem of(ResponseStatusException error) {
        if (error instanceof WebExchangeBindException binding) {
            return Problem.onFields(422, "fields-invalid", FieldProblems.of(binding));
        }
        if (error instanceof MethodValidationResult validation) {
            return Problem.onFields(422, "fields-invalid", FieldProblems.of(validation));
        }
        if (error instanceof MethodNotAllowedException method) {
            return methodNotAllowed(method);
        }
        if (error instanceof ServerWebInputException input) {
            return input(input);
        }
        return byStatus(error.getStatusCode().value());
    }

    private static Problem methodNotAllowed(MethodNotAllowedException error) {
        String allowed =
                error.getSupportedMethods().stream().map(HttpMethod::name).collect(Collectors.joining(", "));
        return byStatus(405).header(HttpHeaders.ALLOW, allowed);
    }

    private static Problem input(ServerWebInputException error) {
        MethodParameter parameter = error.getMethodParameter();
        if (error instanceof MissingRequestValueException missing) {
            return Problem.onFields(
                    400, "field-missing", List.of(FieldProblems.of(missing.getName(), "field-missing")));
        }
        if (parameter != null && parameter.hasParameterAnnotation(PathVariable.class)) {
            // An id that cannot be an id names nothing, like any other unknown one.
            return byStatus(404);
        }
        if (parameter == null || parameter.hasParameterAnnotation(RequestBody.class)) {
            return Problem.of(400, isEmpty(error) ? "body-missing" : "body-malformed");
        }
        String name = Objects.requireNonNullElse(FieldProblems.nameOf(parameter), "?");
        return Problem.onFields(400, "field-malformed", List.of(FieldProblems.of(name, "field-malformed")));
    }

    /** Nothing was read and nothing broke: a file without a byte is no broken JSON. */
    private static boolean isEmpty(ServerWebInputException error) {
        return error.getCause() instanceof DecodingException decoding && decoding.getCause() == null;
    }

    static Problem byStatus(int status) {
        String code = switch (status) {
            case 400 -> "request-malformed";
            case 404 -> "page-not-found";
            case 405 -> "method-not-allowed";
            case 406 -> "answer-not-acceptable";
            case 412 -> "changed-meanwhile";
            case 413 -> "body-too-large";
            case 414 -> "address-too-long";
            case 415 -> "media-type-unsupported";
            case 431 -> "headers-too-large";
            default -> status < 500 ? "request-refused" : "unexpected";
        };
        return Problem.of(status, code);
    }
}
