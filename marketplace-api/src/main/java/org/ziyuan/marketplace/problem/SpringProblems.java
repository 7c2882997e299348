package org.ziyuan.marketplace.problem;

import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.MissingRequestValueException;
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.server.ServerWebInputException;
import org.ziyuan.marketplace.problem.Problem.FieldProblem;

/** What Spring refuses before or while it calls a handler, in our codes. */
final class SpringProblems {

    private SpringProblems() {}

    static Problem of(ResponseStatusException error) {
        if (error instanceof WebExchangeBindException binding) {
            return Problem.onFields(422, "fields-invalid", fieldsOf(binding));
        }
        if (error instanceof MethodValidationResult validation) {
            return Problem.onFields(422, "fields-invalid", fieldsOf(validation));
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
            return Problem.onFields(400, "field-missing", List.of(field(missing.getName(), "field-missing")));
        }
        if (parameter != null && parameter.hasParameterAnnotation(PathVariable.class)) {
            // An id that cannot be an id names nothing, like any other unknown one.
            return byStatus(404);
        }
        if (parameter == null || parameter.hasParameterAnnotation(RequestBody.class)) {
            return Problem.of(400, "body-malformed");
        }
        String name = Objects.requireNonNullElse(nameOf(parameter), "?");
        return Problem.onFields(400, "field-malformed", List.of(field(name, "field-malformed")));
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

    private static List<FieldProblem> fieldsOf(WebExchangeBindException error) {
        Stream<FieldProblem> fields = error.getFieldErrors().stream().map(SpringProblems::field);
        Stream<FieldProblem> whole = error.getGlobalErrors().stream()
                .map(global -> new FieldProblem(
                        global.getObjectName(), ruleOf(global.getCodes(), "invalid"), global.getDefaultMessage()));
        return Stream.concat(fields, whole).toList();
    }

    private static List<FieldProblem> fieldsOf(MethodValidationResult validation) {
        return validation.getParameterValidationResults().stream()
                .flatMap(result -> result instanceof ParameterErrors errors
                        ? errors.getFieldErrors().stream().map(SpringProblems::field)
                        : result.getResolvableErrors().stream()
                                .map(error -> field(nameOf(result.getMethodParameter()), error)))
                .toList();
    }

    private static FieldProblem field(FieldError error) {
        return new FieldProblem(
                error.getField(),
                ruleOf(error.getCodes(), "invalid"),
                error.isBindingFailure() ? null : error.getDefaultMessage());
    }

    private static FieldProblem field(@Nullable String name, MessageSourceResolvable error) {
        return new FieldProblem(
                name == null ? "?" : name, ruleOf(error.getCodes(), "invalid"), error.getDefaultMessage());
    }

    private static FieldProblem field(String name, String rule) {
        return new FieldProblem(name, rule, null);
    }

    /** The last and shortest code is the constraint's own name. */
    private static String ruleOf(String @Nullable [] codes, String otherwise) {
        return codes == null || codes.length == 0 ? otherwise : codes[codes.length - 1];
    }

    private static @Nullable String nameOf(@Nullable MethodParameter parameter) {
        return parameter == null ? null : parameter.getParameterName();
    }
}
