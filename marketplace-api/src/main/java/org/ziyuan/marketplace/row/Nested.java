package org.ziyuan.marketplace.row;

import static org.ziyuan.marketplace.row.Columns.read;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.function.Function;

/** Reads rows that came inside another row, so that a document and its lines are one question. */
public final class Nested {

    private Nested() {}

    /** SQL of a column that holds what a query finds; {@code [a, b]} in the order in which it finds them. */
    public static String column(String query, String name) {
        return "(select coalesce(jsonb_agg(to_jsonb(nested)), '[]') from (" + query + ") nested) as " + name;
    }

    /** The rows of such a column. */
    public static <T extends Record> List<T> rows(Readable row, String column, Class<T> type) {
        return rows(row, column, Rows.as(type));
    }

    /** The same, read otherwise. */
    public static <T> List<T> rows(Readable row, String column, Function<Readable, T> reading) {
        return JsonRow.all(read(row, column, Json.class)).stream().map(reading).toList();
    }
}
