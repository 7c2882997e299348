package org.ziyuan.storefront.journey;

import java.lang.reflect.RecordComponent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ziyuan.marketplace.money.Money;

/** Bodies that are right but for one field, which stands at an end of what its type can say. */
final class ExtremeBodies {

    private static final String ANYTHING = """
            null
            true
            []
            "00000000-0000-0000-0000-000000000000"
            "1-1-1-1-1"
            {"a":[[[[{}]]]]}""";

    private static final String TEXTS =
            """
            ""
            " \u3000 "
            "\\u0000"
            "\\ud800"
            "\\u200b\\u200d"
            "\\u202e文"
            "<b>&amp;&"
            "e\\u0301\\ufdfa\\ufdfa"
            """ + String.join("\n", "\"" + "𠮷".repeat(200) + "\"", "\"" + "文".repeat(20_000) + "\"", "[".repeat(400));

    private static final String NUMBERS = """
            0
            -1
            2147483647
            -2147483648
            9223372036854775807
            9223372036854775808
            1e308
            1e400
            1E-400
            1.5
            -0
            "١٢"
            """ + "9".repeat(1_200);

    private static final String AMOUNTS = """
            "0"
            "-0.01"
            "0.01"
            "0.001"
            "999999999999.99"
            "92233720368547758.08"
            "1e20000000"
            1e400
            "１２\"""";

    private static final String DAYS = """
            "0000-01-01"
            "-0001-01-01"
            "0001-01-01"
            "9999-12-31"
            "+999999999-12-31"
            "2026-02-30"
            20261129
            [2026,11,29]""";

    private ExtremeBodies() {}

    /** Each field at each of its ends, all others as they should be. */
    static List<String> of(Class<?> type, UUID paper) {
        List<String> bodies = new ArrayList<>();
        for (RecordComponent field : type.getRecordComponents()) {
            ends(field.getType()).forEach(end -> {
                Map<String, String> body = new LinkedHashMap<>();
                for (RecordComponent other : type.getRecordComponents()) {
                    body.put(other.getName(), right(other.getType(), paper));
                }
                body.put(field.getName(), end);
                bodies.add(body.entrySet().stream()
                        .map(named -> "\"" + named.getKey() + "\":" + named.getValue())
                        .collect(Collectors.joining(",", "{", "}")));
            });
        }
        return bodies;
    }

    private static String right(Class<?> type, UUID paper) {
        if (type.isEnum()) {
            return "\"" + type.getEnumConstants()[0] + "\"";
        }
        Map<Class<?>, String> right = Map.of(
                UUID.class,
                "\"" + paper + "\"",
                LocalDate.class,
                "\"2026-11-09\"",
                Money.class,
                "\"12.50\"",
                String.class,
                "\"课堂\"",
                boolean.class,
                "true");
        return right.getOrDefault(type, "3");
    }

    private static Stream<String> ends(Class<?> type) {
        String own = type == String.class
                ? TEXTS + "\n" + AMOUNTS
                : type == Money.class ? AMOUNTS : type == LocalDate.class ? DAYS : NUMBERS;
        return Stream.concat(ANYTHING.lines(), own.lines());
    }
}
