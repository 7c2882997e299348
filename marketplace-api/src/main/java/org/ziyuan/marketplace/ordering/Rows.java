package org.ziyuan.marketplace.ordering;

import io.r2dbc.spi.Readable;
import java.util.Objects;
import org.ziyuan.marketplace.money.Money;

/** Columns that are never null. */
final class Rows {

    private Rows() {}

    static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }

    static Money money(Readable row, String column) {
        return Money.ofFen(required(row, column, Long.class));
    }
}
