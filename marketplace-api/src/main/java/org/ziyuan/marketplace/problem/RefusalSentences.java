package org.ziyuan.marketplace.problem;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * The sentence a person reads when he is refused. It is the message {@code refusal.<code>}, in which {@code {name}}
 * stands for the refusal's value of that name; amounts are written {@code ¥12,600.00}.
 */
@Component
public class RefusalSentences {

    private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z]+)}");
    private static final Pattern OUTCOME = Pattern.compile("-(state-forbids|decided|not-a-draft)$");

    /** What stands before the last two names of a path. */
    private static final Pattern OUTER = Pattern.compile("^.*\\.(?=[^.]+\\.[^.]+$)");

    private final MessageSource messages;

    RefusalSentences(MessageSource messages) {
        this.messages = messages;
    }

    public String of(Refusal refusal, Locale locale) {
        return of(refusal.code(), refusal.values(), locale);
    }

    /** The sentence of a refusal that was kept: its code, and its values as they were or as {@link #written} wrote them. */
    public String of(String code, Map<String, ?> values, Locale locale) {
        String pattern = messages.getMessage("refusal." + code, null, code, locale);
        return filled(pattern == null ? code : pattern, code, values, locale);
    }

    /** What is wrong with one field. */
    String of(Problem.FieldProblem field, Locale locale) {
        String ours = messages.getMessage("rule." + field.rule(), null, "", locale);
        if (ours != null && !ours.isEmpty()) {
            return ours;
        }
        String refused = of(field.rule(), field.values(), locale);
        return field.sentence() == null ? refused : field.sentence();
    }

    /** A refusal's values as its sentence writes them in every language. */
    public static Map<String, String> written(Refusal refusal) {
        Map<String, String> written = new LinkedHashMap<>();
        refusal.values().forEach((name, value) -> written.put(name, written(value)));
        return written;
    }

    private String filled(String pattern, String code, Map<String, ?> values, Locale locale) {
        Matcher places = PLACE.matcher(pattern);
        return places.replaceAll(place -> {
            String written = written(values.get(place.group(1)));
            return Matcher.quoteReplacement(
                    switch (place.group(1)) {
                        case "state" -> state(code, written, locale);
                        case "field" -> label(written, locale);
                        case "role", "other" -> role(written, locale);
                        default -> written;
                    });
        });
    }

    private String role(String name, Locale locale) {
        String word = messages.getMessage("role." + name, null, name, locale);
        return word == null ? name : word;
    }

    /**
     * What a page calls the field. Of a path in a body its last two names count where they have a word together, {@code
     * facts.code}, else the last, {@code lines[0].quantity}; and of a field that stands there once for every line what
     * comes before the line, {@code quantity-f298e443-aba7-5574-873c-21aee5988c58}.
     */
    private String label(String path, Locale locale) {
        String named = path.replaceAll("\\[\\d*]", "").replaceFirst("-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$", "");
        String within = OUTER.matcher(named).replaceFirst("");
        String name = named.substring(named.lastIndexOf('.') + 1);
        String label = messages.getMessage(
                "field." + within, null, messages.getMessage("field." + name, null, path, locale), locale);
        return label == null ? path : label;
    }

    /** A state in words: {@code <document>.state.<STATE>}, the document being what the code begins with. */
    private String state(String code, String state, Locale locale) {
        String document = OUTCOME.matcher(code).replaceFirst("");
        String words = messages.getMessage(document + ".state." + state, null, state, locale);
        return words == null ? state : words;
    }

    private static String written(@Nullable Object value) {
        if (value instanceof Money amount) {
            return yuan(amount);
        }
        return value == null ? "" : String.valueOf(value);
    }

    /** {@code ¥12,600.00}, as in every sentence about money. */
    public static String yuan(Money amount) {
        String yuan = amount.inYuan();
        String sign = amount.fen() < 0 ? "-" : "";
        return sign + "¥" + String.format(Locale.ROOT, "%,d", Math.abs(amount.fen() / 100))
                + yuan.substring(yuan.length() - 3);
    }
}
