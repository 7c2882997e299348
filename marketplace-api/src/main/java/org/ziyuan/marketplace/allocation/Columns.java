package org.ziyuan.marketplace.allocation;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import java.util.UUID;
import org.ziyuan.marketplace.money.Money;

/** Reads columns that are never null. */
final class Columns {

    private Columns() {}

    static <T> T read(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    static String text(Readable row, String column) {
        return read(row, column, String.class);
    }

    static int number(Readable row, String column) {
        return read(row, column, Integer.class);
    }

    static UUID id(Readable row, String column) {
        return read(row, column, UUID.class);
    }

    static Money fen(Readable row, String column) {
        return Money.ofFen(read(row, column, Long.class));
    }
}
