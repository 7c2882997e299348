package org.ziyuan.marketplace.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.test.TestDatabase;

/** What is written into a sealed table finds the seal before it by key: it costs the same after ten years. */
class EvidenceIsFoundByKeyTests {

    @Test
    void noSealIsLookedForAmongAllSeals() throws SQLException {
        try (Connection connection = TestDatabase.shared().superuser();
                Statement database = connection.createStatement()) {
            connection.setAutoCommit(false);
            database.execute("""
                    set local search_path = market;
                    set local enable_seqscan = off;
                    create table sealed_twice (one uuid, two int, word text, primary key (one, two));
                    select seal_table('sealed_twice', '{one,two}');
                    insert into sealed_twice values ('00000000-0000-0000-0000-000000000001', 7, 'a');
                    update sealed_twice set word = 'b';
                    """);
            try (ResultSet seals = database.executeQuery("""
                    select string_agg(row_key || ' ' || seq, ', ' order by seq) as seals,
                           (select seq_scan from pg_stat_xact_user_tables where relname = 'row_seal') as read_through
                      from row_seal where table_name = 'sealed_twice'
                    """)) {
                assertThat(seals.next()).isTrue();
                assertThat(seals.getString("seals"))
                        .isEqualTo(
                                "00000000-0000-0000-0000-000000000001/7 1, 00000000-0000-0000-0000-000000000001/7 2");
                assertThat(seals.getLong("read_through")).isZero();
            }
            connection.rollback();
        }
    }
}
