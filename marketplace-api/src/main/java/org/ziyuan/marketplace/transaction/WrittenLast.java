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

    private static final Insert CHANGE = new Insert("", "", "");

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

    /**
     * Rows changed or deleted, in no order. What one statement changes the others do not see, and no row is changed by two.
     *
     * @param statement with named parameters
     */
    public static Mono<Void> change(DatabaseClient database, String statement, Map<String, ?> values) {
        return write(new Line(database, CHANGE, statement, values));
    }

    /** A call of a function; calls are made in their order. */
    public static Mono<Void> call(DatabaseClient database, String function, Map<String, ?> values) {
        return write(new Line(database, null, function, values));
    }

    /** Work that only reads by itself, and then what it writes: at most forty lines in one statement, all or none. */
    public static <T> Mono<T> inOneStatement(Mono<T> work) {
        return after(work).retryWhen(Clash.again());
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
        List<String> changes = new ArrayList<>();
        List<String> calls = new ArrayList<>();
        Map<String, Object> values = new HashMap<>();
        for (Line line : lines) {
            String place = "w" + values.size() + "_";
            Insert insert = line.insert();
            if (CHANGE.equals(insert)) {
                changes.add(line.renamed(place));
            } else {
                (insert == null ? calls : rows.computeIfAbsent(insert, first -> new ArrayList<>()))
                        .add(line.renamed(place));
            }
            line.values().forEach((name, value) -> values.put(place + name, value));
        }
        return lines.get(0)
                .database()
                .sql(sql(rows, changes, calls))
                .bindValues(values)
                .then();
    }

    private static String sql(Map<Insert, List<String>> rows, List<String> changes, List<String> calls) {
        List<String> inserts = new ArrayList<>();
        rows.forEach((insert, some) -> inserts.add("rows_%d as (%s values %s %s)"
                .formatted(inserts.size(), insert.into(), String.join(", ", some), insert.conflict())));
        changes.forEach(change -> inserts.add("rows_%d as (%s)".formatted(inserts.size(), change)));
        return (inserts.isEmpty() ? "" : "with " + String.join(", ", inserts) + " ") + "select "
                + (calls.isEmpty() ? "1" : String.join(", ", calls));
    }

    /** @param insert {@link #CHANGE} for rows that are changed, null for a call */
    private record Line(DatabaseClient database, @Nullable Insert insert, String words, Map<String, ?> values) {

        String renamed(String place) {
            return NAME.matcher(words).replaceAll(name -> Matcher.quoteReplacement(":" + place + name.group(1)));
        }
    }
}
