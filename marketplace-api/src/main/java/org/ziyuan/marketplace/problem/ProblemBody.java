package org.ziyuan.marketplace.problem;

import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.problem.Problem.FieldProblem;

/** A problem as RFC 9457 has it: {@code type, title, status, detail} and our {@code code, values, fields}. */
@Component
class ProblemBody {

    private static final Pattern HALF_A_CHARACTER = Pattern.compile("\\p{Cs}");

    private final RefusalSentences sentences;

    ProblemBody(RefusalSentences sentences) {
        this.sentences = sentences;
    }

    Map<String, Object> of(Problem problem, Locale locale) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("type", "urn:ziyuan:refusal:" + problem.code());
        body.put("title", problem.code());
        body.put("status", problem.status());
        body.put("detail", sentence(problem, locale));
        body.put("code", problem.code());
        if (!problem.values().isEmpty()) {
            body.put("values", onWire(problem.values()));
        }
        if (!problem.fields().isEmpty()) {
            body.put(
                    "fields",
                    problem.fields().stream().map(field -> field(field, locale)).toList());
        }
        return body;
    }

    String sentence(Problem problem, Locale locale) {
        String sentence = sentences.of(problem.code(), problem.values(), locale);
        return HALF_A_CHARACTER.matcher(sentence).replaceAll("\uFFFD");
    }

    Map<String, String> field(FieldProblem field, Locale locale) {
        return Map.of("field", field.field(), "rule", field.rule(), "message", sentences.of(field, locale));
    }

    private static Object onWire(Object value) {
        if (value instanceof Money amount) {
            return amount.inYuan();
        }
        if (value instanceof Duration pause) {
            return pause.toSeconds();
        }
        if (value instanceof Number || value instanceof Boolean) {
            return value;
        }
        if (value instanceof Map<?, ?> named) {
            Map<String, Object> wire = new LinkedHashMap<>();
            named.forEach((name, one) -> wire.put(String.valueOf(name), onWire(one)));
            return wire;
        }
        // What is quoted may be broken; the answer about it is not.
        return value instanceof Collection<?> many
                ? listed(many)
                : HALF_A_CHARACTER.matcher(String.valueOf(value)).replaceAll("\uFFFD");
    }

    private static List<Object> listed(Collection<?> many) {
        return many.stream().map(ProblemBody::onWire).toList();
    }
}
