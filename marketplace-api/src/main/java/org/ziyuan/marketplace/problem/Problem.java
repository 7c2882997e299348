package org.ziyuan.marketplace.problem;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/**
 * How a refused request is answered, before it becomes problem+json or a page.
 *
 * @param status the HTTP status
 * @param code the stable code; the sentence for people is the message {@code refusal.<code>}
 * @param values what the person needs to act on it; amounts are {@code Money}
 * @param fields the fields of the request that cannot be accepted
 * @param headers what goes on the wire beside it: {@code Retry-After}, {@code Allow}
 */
public record Problem(
        int status, String code, Map<String, Object> values, List<FieldProblem> fields, HttpHeaders headers) {

    public Problem {
        fields = List.copyOf(fields);
    }

    static Problem of(int status, String code) {
        return new Problem(status, code, Map.of(), List.of(), new HttpHeaders());
    }

    static Problem of(int status, String code, Map<String, Object> values) {
        return new Problem(status, code, values, List.of(), new HttpHeaders());
    }

    static Problem onFields(int status, String code, List<FieldProblem> fields) {
        Map<String, Object> values =
                fields.isEmpty() ? Map.of() : Map.of("field", fields.get(0).field());
        return new Problem(status, code, values, fields, new HttpHeaders());
    }

    Problem withFields(List<FieldProblem> theirs) {
        return new Problem(status, code, values, theirs, headers);
    }

    Problem retryAfter(Duration pause) {
        return header(HttpHeaders.RETRY_AFTER, String.valueOf(Math.max(1, pause.toSeconds())));
    }

    Problem header(String name, String value) {
        HttpHeaders more = new HttpHeaders();
        more.addAll(headers);
        more.set(name, value);
        return new Problem(status, code, values, fields, more);
    }

    /**
     * One field that cannot be accepted.
     *
     * @param field the field's path in the request
     * @param rule the stable name of the rule it breaks, such as {@code NotBlank}
     * @param sentence what is wrong in the person's language, or null when the rule's name is all there is
     * @param values what the rule's own sentence needs, when it is that of a refusal
     */
    public record FieldProblem(
            String field, String rule, @Nullable String sentence, Map<String, Object> values) {

        FieldProblem(String field, String rule, @Nullable String sentence) {
            this(field, rule, sentence, Map.of());
        }
    }
}
