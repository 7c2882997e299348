package org.ziyuan.marketplace.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.ziyuan.marketplace.test.TestDatabase;

/** The roles that serve requests have no right to change evidence, even if every trigger were gone. */
class EvidenceIsOutOfReachTests {

    private static final String EVIDENCE = """
            select c.relname from pg_trigger t join pg_class c on c.oid = t.tgrelid
             where c.relnamespace = 'market'::regnamespace and t.tgname = c.relname || '_is_evidence'
               and t.tgtype & 24 = 24
            """;

    @ParameterizedTest
    @ValueSource(strings = {"market_app", "market_engine", "market_audit"})
    void noServingRoleMayChangeDeleteOrEmptyATableOfEvidence(String role) throws SQLException {
        assertThat(names(EVIDENCE))
                .contains("journal", "leg", "audit_entry", "row_seal", "purchase_order_event", "invoice");
        assertThat(names("""
                        select e.relname || ' ' || p.kind from (%s) e,
                               (values ('UPDATE'), ('DELETE'), ('TRUNCATE'), ('TRIGGER')) p (kind)
                         where has_table_privilege('%s', 'market.' || e.relname, p.kind)
                            or exists (select from pg_class c where c.oid = ('market.' || e.relname)::regclass
                                         and pg_has_role('%s', c.relowner, 'MEMBER'))
                        """.formatted(EVIDENCE, role, role)))
                .as("rights of " + role)
                .isEmpty();
    }

    /** Balances, chains, the plan of accounts: written by functions of the owner alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "account",
                "journal_chain",
                "audit_chain",
                "account_class",
                "posting_rule",
                "closed_year",
                "sealed_table"
            })
    void whatFunctionsAloneWriteIsReadOnly(String table) throws SQLException {
        assertThat(names("""
                        select p.kind from (values ('INSERT'), ('UPDATE'), ('DELETE'), ('TRUNCATE')) p (kind)
                         where has_table_privilege('market_app', 'market.%s', p.kind)
                        """.formatted(table))).isEmpty();
    }

    @Test
    void theApplicationCannotSwitchTheGuardsOff() throws SQLException {
        try (Connection application =
                        DriverManager.getConnection(TestDatabase.shared().jdbcUrl(), "market_app", "");
                Statement statement = application.createStatement()) {
            for (String attempt : List.of(
                    "alter table market.leg disable trigger leg_is_evidence",
                    "set session_replication_role = replica",
                    "set role market_owner",
                    "drop trigger leg_is_evidence on market.leg")) {
                assertThatExceptionOfType(SQLException.class)
                        .as(attempt)
                        .isThrownBy(() -> statement.execute(attempt))
                        .satisfies(refused -> assertThat(refused.getSQLState()).isEqualTo("42501"));
            }
        }
    }

    private static List<String> names(String question) throws SQLException {
        try (Connection superuser = TestDatabase.shared().superuser();
                Statement statement = superuser.createStatement();
                ResultSet rows = statement.executeQuery(question)) {
            List<String> names = new ArrayList<>();
            while (rows.next()) {
                names.add(rows.getString(1));
            }
            return names;
        }
    }
}
