package org.ziyuan.marketplace.ledger.invariant;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.funding.AccountsOfLines;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ledger.BudgetFixture;
import org.ziyuan.marketplace.ledger.posting.LedgerParts;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;

/** Whoever edits the books by hand, as superuser with every trigger off, is found, and the row is named. */
class TamperingIsFoundTests {

    private final TestDatabase own = TestDatabase.another();
    private final ConnectionPool pool = own.pool(4);
    private final DatabaseClient database = DatabaseClient.create(pool);
    private BudgetFixture school;

    @BeforeEach
    void aPurchaseWasMade() throws SQLException {
        BudgetBook book = BudgetFixture.book(LedgerParts.over(database), database);
        school = BudgetFixture.schoolWith(Money.ofYuan("1000"), book, BudgetFixture::plainly, database);
        UUID requisition = Ids.next();
        UUID order = Ids.next();
        UUID payment = Ids.next();
        book.reserve(requisition, school.line(), Money.ofYuan("600"), school.accountant())
                .then(book.encumber(requisition, order, school.line(), Money.ofYuan("500"), school.accountant()))
                .then(book.accept(Ids.next(), order, school.line(), Money.ofYuan("500"), school.colleague()))
                .then(book.instructPayment(payment, order, school.line(), Money.ofYuan("500"), school.colleague()))
                .then(book.settlePayment(payment, school.accountant()))
                .block();
        anAccountThatNobodyPostedTo();
    }

    private void anAccountThatNobodyPostedTo() throws SQLException {
        try (Connection connection = own.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute("set search_path = market");
            statement.execute("""
                    insert into account (key, code, ledger, fund_code, fiscal_year, limited)
                    values (account_key('B260', 'fund-year', 'per-pupil', 2027, null, null, null), 'B260', 1, 'per-pupil',
                            2027, false)
                    """);
        }
    }

    @AfterEach
    void disconnect() {
        pool.dispose();
    }

    @Test
    void booksThatNobodyTouchedHold() {
        assertThat(violations()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    journal-chain    | journal     | update journal set actor_name = '别人' where kind = 'delivery-accepted'
                    journal-chain    | journal     | update journal set posted_at = posted_at - interval '1 day' where seq = 3
                    journal-chain    | journal     | delete from journal where seq = 2
                    journal-chain    | journal     | update journal set seq = 90 where seq = 3
                    journal-chain    | journal_chain | update journal_chain set seq = seq - 1
                    journal-chain    | journal_chain | delete from journal_chain
                    journals-balance | leg         | delete from journal where seq = 6
                    journals-balance | journal     | delete from leg where journal_id = (select id from journal where seq = 2)
                    balances-rebuild | leg         | update leg set amount_in_fen = amount_in_fen + 1 where effect = 'posted' and debit_version = 2
                    balances-rebuild | leg         | update leg set credit_balance_after = credit_balance_after + 1 where effect = 'pending'
                    balances-rebuild | leg         | update leg set debit_account = credit_account, credit_account = debit_account where effect = 'post'
                    balances-rebuild | account     | update account set credits_posted = credits_posted + 1 where code = 'B200'
                    balances-rebuild | account     | update account set debits_posted = debits_posted - 1 where code = 'B210'
                    balances-rebuild | account     | delete from account where code = 'B240'
                    accounts-keep-their-names | account | update account set document_id = budget_line_id, key = account_key(code, 'line-document', fund_code, fiscal_year, budget_line_id, budget_line_id, party) where code = 'B240'
                    accounts-keep-their-names | account | with gone as (delete from account where code = 'B260' returning *) insert into account (id, key, code, ledger, fund_code, fiscal_year, limited) overriding system value select id + 1000, key, code, ledger, fund_code, fiscal_year, limited from gone
                    accounts-keep-their-names | account | delete from account where code = 'B260'
                    lines-add-up     | budget_line | update account set credits_posted = credits_posted + 1 where code = 'B200'
                    line-sums-match  | line_balance | update line_balance set credits_posted = credits_posted + 1 where code = 'B240'
                    line-sums-match  | line_balance | delete from line_balance where code = 'B200'
                    line-sums-match  | line_month  | update line_month set spent_in_fen = spent_in_fen - 1
                    line-sums-match  | line_month  | update line_month set period = period + 1
                    line-sums-match  | line_month  | delete from line_month
                    no-account-is-overdrawn | account | update account set limited = false where code = 'B200'
                    pending-resolves-once | leg    | delete from leg where effect = 'pending'
                    postings-are-known | leg       | update journal set kind = 'payment-settled' where kind = 'requisition-reserved'
                    duties-are-separate | journal  | update journal set actor_id = (select actor_id from journal where kind = 'requisition-reserved') where kind = 'payment-instructed'
                    """)
    void tamperingIsFoundAndTheRowNamed(String invariant, String row, String statement) throws SQLException {
        asSuperuserWithoutTriggers(statement);

        assertThat(violations()).anySatisfy(found -> assertThat(found).startsWith(invariant + ": " + row + " "));
    }

    @Test
    void theEditedLegItselfIsTheFirstNamed() throws SQLException {
        String edited = database.sql("select journal_id || '/' || seq from leg where effect = 'pending'")
                .mapValue(String.class)
                .one()
                .block();

        asSuperuserWithoutTriggers("update leg set amount_in_fen = amount_in_fen + 1 where effect = 'pending'");

        assertThat(violations()).anySatisfy(found -> assertThat(found).startsWith("balances-rebuild: leg " + edited));
    }

    private List<String> violations() {
        JournalInvariants journals = new JournalInvariants();
        BalanceInvariants balances = new BalanceInvariants();
        AccountInvariants accounts = new AccountInvariants();
        return Stream.of(
                        new AccountsOfLines().accountsAreNamed(database),
                        accounts.accountsKeepTheirNames(database),
                        journals.journalsBalance(database),
                        journals.journalChain(database),
                        journals.pendingResolvesOnce(database),
                        journals.postingsAreKnown(database),
                        journals.dutiesAreSeparate(database),
                        balances.linesAddUp(database),
                        balances.noAccountIsOverdrawn(database),
                        balances.balancesRebuild(database),
                        balances.lineSumsMatch(database))
                .flatMap(TamperingIsFoundTests::findings)
                .toList();
    }

    private static Stream<String> findings(Invariant invariant) {
        return invariant
                .check()
                .map(violation -> invariant.code() + ": " + violation.row() + " " + violation.explanation())
                .toStream()
                .toList()
                .stream();
    }

    private void asSuperuserWithoutTriggers(String statement) throws SQLException {
        try (Connection connection = own.superuser();
                Statement tampering = connection.createStatement()) {
            tampering.execute("set search_path = market");
            tampering.execute("set session_replication_role = replica");
            assertThat(tampering.executeUpdate(statement)).as("rows edited").isPositive();
        }
    }
}
