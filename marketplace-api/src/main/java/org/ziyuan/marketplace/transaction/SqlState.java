package org.ziyuan.marketplace.transaction;

import io.r2dbc.spi.R2dbcException;
import org.jspecify.annotations.Nullable;

/** The word of five characters with which PostgreSQL says why it refused. */
public final class SqlState {

    private SqlState() {}

    /** Of the first cause that has one; "" where the database itself said nothing. */
    public static String of(Throwable error) {
        for (@Nullable Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof R2dbcException refused && refused.getSqlState() != null) {
                return refused.getSqlState();
            }
        }
        return "";
    }
}
