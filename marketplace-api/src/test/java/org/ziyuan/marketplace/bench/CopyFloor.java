package org.ziyuan.marketplace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.ziyuan.marketplace.test.TestDatabase;

/** What the database itself needs for rows that an import has written: they are COPYed once more. */
public final class CopyFloor {

    private CopyFloor() {}

    /**
     * Copies rows of the shared database into a table like theirs, with all its indexes.
     *
     * @param where which rows, in SQL
     * @return the time it took, in nanoseconds
     */
    public static long of(String table, String where) throws SQLException, IOException {
        try (Connection connection = TestDatabase.shared().superuser();
                Statement statement = connection.createStatement()) {
            CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
            ByteArrayOutputStream rows = new ByteArrayOutputStream();
            assertThat(copy.copyOut("copy (select * from market." + table + " where " + where + ") to stdout", rows))
                    .isPositive();
            statement.execute("drop table if exists market.floor_" + table);
            statement.execute("create table market.floor_" + table + " (like market." + table + " including all)");
            long begun = System.nanoTime();
            assertThat(copy.copyIn(
                            "copy market.floor_" + table + " from stdin", new ByteArrayInputStream(rows.toByteArray())))
                    .isPositive();
            long took = System.nanoTime() - begun;
            statement.execute("drop table market.floor_" + table);
            return took;
        }
    }
}
