package org.ziyuan.marketplace.row;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.ziyuan.marketplace.money.Money;

/** Reads columns that are never null. What may be null is read by the row itself. */
public final class Columns {

    private Columns() {}

    public static <T> T read(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    public static String text(Readable row, String column) {
        return read(row, column, String.class);
    }

    public static int number(Readable row, String column) {
        return read(row, column, Integer.class);
    }

    public static boolean flag(Readable row, String column) {
        return read(row, column, Boolean.class);
    }

    public static UUID id(Readable row, String column) {
        return read(row, column, UUID.class);
    }

    public static OffsetDateTime time(Readable row, String column) {
        return read(row, column, OffsetDateTime.class);
    }

    public static Money fen(Readable row, String column) {
        return Money.ofFen(read(row, column, Long.class));
    }
}
