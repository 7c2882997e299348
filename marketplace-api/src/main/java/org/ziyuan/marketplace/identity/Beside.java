package org.ziyuan.marketplace.identity;

import static org.ziyuan.marketplace.row.Columns.read;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.ziyuan.marketplace.row.JsonRow;

/**
 * What somebody wants to know of the person who signs in, asked in the statement that counts the attempt. It is read before
 * the password is looked at, and handed out to nobody who does not know it.
 *
 * @param question columns over the person {@code p}
 * @param values of its named parameters
 * @param reading how its columns are read
 */
public record Beside<T>(String question, Map<String, Object> values, Function<Readable, T> reading) {

    static final Beside<Boolean> NOTHING = new Beside<>("null as beside", Map.of(), row -> true);

    /**
     * The rows of a question as one column.
     *
     * @param column a name that no other question has
     * @param select over the person {@code p}, with named parameters
     */
    public static <T> Beside<List<T>> rows(
            String column, String select, Map<String, Object> values, Function<Readable, T> reading) {
        String question =
                "(select coalesce(json_agg(row_to_json(asked)), '[]') from (%s) asked) as %s".formatted(select, column);
        return new Beside<>(
                question,
                values,
                row -> JsonRow.all(read(row, column, Json.class)).stream()
                        .<T>map(reading)
                        .toList());
    }

    /** Both questions, one beside the other. */
    public <U, V> Beside<V> and(Beside<U> other, BiFunction<T, U, V> both) {
        return new Beside<>(
                question + ", " + other.question,
                joined(values, other.values),
                row -> both.apply(of(row), other.of(row)));
    }

    T of(Readable row) {
        return reading.apply(row);
    }

    private static Map<String, Object> joined(Map<String, Object> one, Map<String, Object> other) {
        Map<String, Object> all = new HashMap<>(one);
        all.putAll(other);
        return all;
    }
}
