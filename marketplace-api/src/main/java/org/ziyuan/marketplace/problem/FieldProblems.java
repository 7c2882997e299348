package org.ziyuan.marketplace.problem;

import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSourceResolvable;
import org.springframework.core.MethodParameter;
import org.springframework.validation.FieldError;
import org.springframework.validation.method.MethodValidationResult;
import org.springframework.validation.method.ParameterErrors;
import org.springframework.web.bind.support.WebExchangeBindException;
import org.ziyuan.marketplace.problem.Problem.FieldProblem;

/** Which fields Spring refuses, by which rule. */
final class FieldProblems {

    private FieldProblems() {}

    static List<FieldProblem> of(WebExchangeBindException error) {
        Stream<FieldProblem> fields = error.getFieldErrors().stream().map(FieldProblems::of);
        Stream<FieldProblem> whole = error.getGlobalErrors().stream()
                .map(global -> new FieldProblem(
                        global.getObjectName(), ruleOf(global.getCodes(), "invalid"), global.getDefaultMessage()));
        return Stream.concat(fields, whole).toList();
    }

    static List<FieldProblem> of(MethodValidationResult validation) {
        return validation.getParameterValidationResults().stream()
                .flatMap(result -> result instanceof ParameterErrors errors
                        ? errors.getFieldErrors().stream().map(FieldProblems::of)
                        : result.getResolvableErrors().stream()
                                .map(error -> of(nameOf(result.getMethodParameter()), error)))
                .toList();
    }

    private static FieldProblem of(FieldError error) {
        return new FieldProblem(
                error.getField(),
                ruleOf(error.getCodes(), "invalid"),
                error.isBindingFailure() ? null : error.getDefaultMessage());
    }

    private static FieldProblem of(@Nullable String name, MessageSourceResolvable error) {
        return new FieldProblem(
                name == null ? "?" : name, ruleOf(error.getCodes(), "invalid"), error.getDefaultMessage());
    }

    static FieldProblem of(String name, String rule) {
        return new FieldProblem(name, rule, null);
    }

    /** The last and shortest code is the constraint's own name. */
    private static String ruleOf(String @Nullable [] codes, String otherwise) {
        return codes == null || codes.length == 0 ? otherwise : codes[codes.length - 1];
    }

    static @Nullable String nameOf(@Nullable MethodParameter parameter) {
        return parameter == null ? null : parameter.getParameterName();
    }
}
