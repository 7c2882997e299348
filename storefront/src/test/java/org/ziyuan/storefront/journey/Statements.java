package org.ziyuan.storefront.journey;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.ziyuan.marketplace.test.TestDatabase;

/** What a purchase asks the database, most expensive first; asked for with {@code -Dziyuan.bench.statements=true}. */
final class Statements {

    private static final boolean WANTED = Boolean.getBoolean("ziyuan.bench.statements");
    private static final int MOST = 60;

    private final TestDatabase database;

    private Statements(TestDatabase database) {
        this.database = database;
    }

    static Statements of(TestDatabase database) {
        Statements statements = new Statements(database);
        statements.ask("create extension if not exists pg_stat_statements");
        statements.ask("alter system set pg_stat_statements.track_planning = on");
        statements.ask("select pg_reload_conf()::text");
        return statements;
    }

    void forget() {
        ask("select pg_stat_statements_reset()");
        ask("select pg_stat_reset()");
    }

    void print(String name, int purchases) {
        if (WANTED) {
            System.out.println(
                    "statements of " + name + ": calls and ms a purchase, mean ms; plans and ms of planning");
        }
        double each = Math.max(1, purchases);
        ask("""
                select format('%%s calls, %%s ms, %%s all together; %%s plans, %%s ms', round(sum(calls) / %1$s, 1),
                              round(sum(total_exec_time)::numeric / %1$s, 1), round(sum(wal_bytes) / %1$s),
                              round(sum(plans) / %1$s, 1), round(sum(total_plan_time)::numeric / %1$s, 1))
                  from pg_stat_statements s join pg_database d on d.oid = s.dbid and d.datname = current_database()
                union all
                (select format('%%s x, %%s ms, mean %%s; %%s, %%s ms: %%s', round(calls / %1$s, 1),
                               round((total_exec_time / %1$s)::numeric, 2), round(mean_exec_time::numeric, 3),
                               round(plans / %1$s, 1), round((total_plan_time / %1$s)::numeric, 2),
                               left(regexp_replace(query, '\\s+', ' ', 'g'), 150))
                   from pg_stat_statements s join pg_database d on d.oid = s.dbid and d.datname = current_database()
                  order by total_exec_time + total_plan_time desc limit %2$s)
                """.formatted("(" + each + ")::numeric", MOST));
        printRowsRead(each);
    }

    /** A table of which a purchase reads more rows than it can have business with lacks an index, or a plan misses it. */
    private void printRowsRead(double each) {
        ask("""
                select format('%%s rows of %%s: %%s read through, %%s by index', round((seq_tup_read + idx_tup_fetch) / %1$s),
                              relname, round(seq_tup_read / %1$s), round(idx_tup_fetch / %1$s))
                  from pg_stat_user_tables where seq_tup_read + idx_tup_fetch > 20 * %1$s
                 order by seq_tup_read + idx_tup_fetch desc
                """.formatted("(" + each + ")::numeric"));
    }

    private void ask(String sql) {
        if (!WANTED) {
            return;
        }
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            if (statement.execute(sql)) {
                try (ResultSet rows = statement.getResultSet()) {
                    while (rows.next()) {
                        System.out.println(rows.getString(1));
                    }
                }
            }
        } catch (SQLException refused) {
            throw new IllegalStateException(sql, refused);
        }
    }
}
