package org.ziyuan.marketplace.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.test.StepVerifier;

/** What the database itself refuses, whoever asks. */
@MarketplaceTest
class BooksAreGuardedTests {

    @Autowired
    BudgetBook book;

    @Autowired
    MoneyTransactions money;

    @Autowired
    DatabaseClient database;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update account set credits_posted = credits_posted + 1",
                "delete from leg",
                "insert into journal_chain values (gen_random_uuid(), 0, '')",
                "update audit_entry set actor_name = 'nobody'",
                "delete from journal_refusal"
            })
    void theApplicationsRoleWritesToTheBooksThroughThePostingFunctionOnly(String statement) {
        StepVerifier.create(database.sql(statement).then())
                .expectErrorSatisfies(refused -> assertThat(refused).hasMessageContaining("permission denied"))
                .verify();
    }

    @Test
    void aBalanceWithoutALegIsRefusedAtCommit() throws SQLException {
        BudgetFixture school = BudgetFixture.schoolWith(Money.ofYuan("10"), book, money::execute, database);

        assertThatThrownBy(() -> commit("""
                        update account set credits_posted = credits_posted + 1, version = version + 1
                         where key = 'B200:%s'
                        """.formatted(school.line()))).hasMessageContaining("moved without legs");
    }

    @Test
    void aLegWithoutABalanceIsRefusedAtCommit() throws SQLException {
        BudgetFixture school = BudgetFixture.schoolWith(Money.ofYuan("10"), book, money::execute, database);
        UUID forged = Ids.next();

        assertThatThrownBy(() -> commit("""
                        insert into journal select '%1$s', organization_id, seq + 1, kind, posting_year, posting_period,
                          document_type, document_id, actor_id, actor_name, corrects, posted_at, content_hash, hash, hash
                          from journal where organization_id = '%2$s';
                        insert into leg select '%1$s', 1, debit_account, credit_account, amount_in_fen, effect, null, null,
                          debit_version + 1000, credit_version + 1000, 0, 0 from leg l join account a on a.id = l.credit_account
                         where a.key = 'B200:%3$s';
                        """.formatted(forged, school.school(), school.line())))
                .hasMessageContaining("did not move its accounts");
    }

    @Test
    void aJournalWithoutLegsIsRefusedAtCommit() throws SQLException {
        BudgetFixture school = BudgetFixture.schoolWith(Money.ofYuan("10"), book, money::execute, database);

        assertThatThrownBy(() -> commit("""
                        insert into journal select gen_random_uuid(), organization_id, seq + 1, kind, posting_year,
                          posting_period, document_type, document_id, actor_id, actor_name, corrects, posted_at,
                          content_hash, hash, hash from journal where organization_id = '%s'
                        """.formatted(school.school()))).hasMessageContaining("has 0 legs");
    }

    @Test
    void evenTheOwnerMayNotEditALeg() {
        assertThatThrownBy(() -> commit("update leg set amount_in_fen = 1")).hasMessageContaining("evidence");
    }

    /** As superuser, with every trigger on, in one transaction. */
    private static void commit(String statements) throws SQLException {
        try (Connection connection = TestDatabase.shared().superuser();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute("set search_path = market");
            statement.execute(statements);
            connection.commit();
        }
    }
}
