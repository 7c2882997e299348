package org.ziyuan.marketplace.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.ziyuan.marketplace.test.TestDatabase;

/** What an auditor from outside may read; names and columns are promised. */
class AuditViewsTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    v_journal         | journal_id,organization_id,seq,kind,posting_year,posting_period,document_type,document_id,actor_id,actor_name,corrects,posted_at,content_hash,previous_hash,hash
                    v_leg             | journal_id,seq,debit_account,credit_account,budget_line_id,amount_in_fen,effect,pending_journal_id,pending_seq,debit_balance_after,credit_balance_after
                    v_balance         | account,code,symbol,ledger,fund_code,fiscal_year,budget_line_id,document_id,debits_pending,debits_posted,credits_pending,credits_posted,balance_in_fen,free_in_fen
                    v_operation       | operation_id,kind,outcome,refusal,document_type,document_id,organization_id,actor_id,decided_at
                    v_audit           | organization_id,seq,at,actor_id,actor_name,actor_role,action,subject_type,subject_id,detail,previous_hash,hash
                    v_bid_envelope    | envelope_id,procedure_id,received_at,opens_at,opened_at,ciphertext_hash
                    v_outbox          |
                    v_seat_event      |
                    v_payment_attempt |
                    """)
    void theAuditorReadsWhatWasPromised(String view, String columns) throws SQLException {
        asAuditor(statement -> {
            String wanted = columns == null ? "*" : columns;
            try (ResultSet rows = statement.executeQuery("select " + wanted + " from audit." + view)) {
                assertThat(rows.getMetaData().getColumnCount()).isPositive();
            }
        });
    }

    @Test
    void noSealedBidExistsYet() throws SQLException {
        asAuditor(statement -> {
            try (ResultSet rows = statement.executeQuery("select * from audit.v_bid_envelope")) {
                assertThat(rows.next()).isFalse();
            }
        });
    }

    @Test
    void theAuditorReadsNoTableAndWritesNothing() {
        for (String statement : List.of(
                "select * from market.person", "delete from audit.v_outbox", "create table audit.mine (id int)")) {
            assertThatThrownBy(() -> asAuditor(
                            auditor -> assertThat(auditor.execute(statement)).isTrue()))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void everyViewOfTheSchemaCanBeRead() throws SQLException {
        asAuditor(statement -> {
            List<String> views = new ArrayList<>();
            try (ResultSet rows =
                    statement.executeQuery("select viewname from pg_views where schemaname = 'audit' order by 1")) {
                while (rows.next()) {
                    views.add(rows.getString(1));
                }
            }
            assertThat(views).hasSizeGreaterThan(5);
            for (String view : views) {
                assertThat(statement.execute("select * from audit." + view + " limit 1"))
                        .isTrue();
            }
        });
    }

    private static void asAuditor(Work work) throws SQLException {
        try (Connection connection = TestDatabase.shared().superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set role market_audit");
            statement.execute("set default_transaction_read_only = on");
            work.with(statement);
        }
    }

    private interface Work {
        void with(Statement statement) throws SQLException;
    }
}
