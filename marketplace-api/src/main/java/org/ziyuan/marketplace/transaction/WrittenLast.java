package org.ziyuan.marketplace.transaction;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Writes what a transaction leaves behind once its work is done: the news, the evidence, what it came to. Nothing in the
 * transaction reads them, so all of them are one statement before the commit and not a round trip each. Outside of a
 * transaction of {@link MoneyTransactions} each is written at once.
 */
public final class WrittenLast {

    /** What one statement holds; an act upon hundreds of papers writes several. */
    private static final int AT_ONCE = 40;

    private static final Pattern NAME = Pattern.compile("(?<!:):(\\w+)");

    private final List<Line> lines = new ArrayList<>();

    private WrittenLast() {}

    /**
     * How rows of a table are inserted; those of one kind in their order.
     *
     * @param into {@code insert into} with the table and its columns
     * @param row one row in brackets, with named parameters
     * @param conflict what is done about a row that is there already, or empty
     */
    public record Insert(String into, String row, String conflict) {}

    /** A row, without an answer that anybody needs. */
    public static Mono<Void> row(DatabaseClient database, Insert insert, Map<String, ?> values) {
        return write(new Line(database, insert, insert.row(), values));
    }

    /** A call of a function; calls are made in their order. */
    public static Mono<Void> call(DatabaseClient database, String function, Map<String, ?> values) {
        return write(new Line(database, null, function, values));
    }

    /** The work of a transaction, and then what it wrote last. */
    static <T> Mono<T> after(Mono<T> work) {
        return Mono.defer(() -> {
            WrittenLast last = new WrittenLast();
            return work.map(Optional::of)
                    .defaultIfEmpty(Optional.empty())
                    .contextWrite(context -> context.put(WrittenLast.class, last))
                    .delayUntil(done -> last.written())
                    .flatMap(Mono::justOrEmpty);
        });
    }

    private static Mono<Void> write(Line line) {
        return Mono.deferContextual(context -> {
            WrittenLast last = in(context);
            if (last == null) {
                return together(List.of(line));
            }
            last.lines.add(line);
            return Mono.empty();
        });
    }

    private static @Nullable WrittenLast in(ContextView context) {
        return context.<@Nullable WrittenLast>getOrDefault(WrittenLast.class, null);
    }

    private Mono<Void> written() {
        return Flux.fromIterable(lines)
                .buffer(AT_ONCE)
                .concatMap(WrittenLast::together)
                .then();
    }

    private static Mono<Void> together(List<Line> lines) {
        Map<Insert, List<String>> rows = new LinkedHashMap<>();
        List<String> calls = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        for (Line line : lines) {
            String place = "w" + values.size() + "_";
            Insert insert = line.insert();
            List<String> same = insert == null ? calls : rows.computeIfAbsent(insert, first -> new ArrayList<>());
            same.add(line.renamed(place));
            line.values().forEach((name, value) -> values.put(place + name, value));
        }
        return lines.get(0).database().sql(sql(rows, calls)).bindValues(values).then();
    }

    private static String sql(Map<Insert, List<String>> rows, List<String> calls) {
        List<String> inserts = new ArrayList<>();
        rows.forEach((insert, some) -> inserts.add("rows_%d as (%s values %s %s)"
                .formatted(inserts.size(), insert.into(), String.join(", ", some), insert.conflict())));
        return (inserts.isEmpty() ? "" : "with " + String.join(", ", inserts) + " ") + "select "
                + (calls.isEmpty() ? "1" : String.join(", ", calls));
    }

    /** @param insert null for a call */
    private record Line(DatabaseClient database, @Nullable Insert insert, String words, Map<String, ?> values) {

        String renamed(String place) {
            return NAME.matcher(words).replaceAll(name -> Matcher.quoteReplacement(":" + place + name.group(1)));
        }
    }
}
