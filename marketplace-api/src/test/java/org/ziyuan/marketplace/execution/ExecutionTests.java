package org.ziyuan.marketplace.execution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ziyuan.marketplace.test.TestPeople.signedIn;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.Appropriations;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ledger.YearEnd;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestCounty;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

@MarketplaceTest
class ExecutionTests {

    private static final int YEAR = 2026;

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    MoneyTransactions money;

    @Autowired
    BudgetBook book;

    @Autowired
    Appropriations appropriations;

    @Autowired
    YearEnd yearEnd;

    @Autowired
    ExecutionTree tree;

    @Autowired
    ExecutionMonths months;

    @Autowired
    TrialBalance trialBalance;

    @Autowired
    Holdings holdings;

    @Autowired
    AccountEntries entries;

    @Autowired
    AccountSheets accounts;

    @Autowired
    JournalSheets journals;

    @Autowired
    LineJournals lineJournals;

    @Autowired
    SoughtJournals searched;

    private TestCounty county;
    private UUID first;
    private UUID second;
    private UUID surcharge;
    private UUID order;

    @BeforeEach
    void aCountyWithTwoSchoolsOfWhichOneHasBought() {
        county = new TestCounty(database, 2);
        first = line(county.school(1), "per-pupil", YEAR);
        second = line(county.school(2), "per-pupil", YEAR);
        surcharge = line(county.school(2), "education-surcharge", YEAR);
        give(first, "1000");
        give(second, "500");
        give(surcharge, "70");
        post(appropriations.approve(Ids.next(), second, yuan("200"), county.official()));
        UUID requisition = Ids.next();
        order = Ids.next();
        post(book.reserve(Ids.next(), first, yuan("50"), county.official()));
        post(book.reserve(requisition, first, yuan("300"), county.official()));
        post(book.encumber(requisition, order, first, yuan("280"), county.official()));
        post(book.accept(Ids.next(), order, first, yuan("180"), at(1)));
        UUID payment = Ids.next();
        post(book.instructPayment(payment, order, first, yuan("80"), county.second()));
        post(book.settlePayment(payment, county.second()));
    }

    @Test
    void theSumOfTheCountyIsTheSumOfItsSchoolsAndOfTheirLines() {
        ExecutionTree.Branch branch = branch(county.official(), countyId(), null);

        assertThat(branch.rows()).extracting(BranchRow::id).containsExactly(county.school(1), county.school(2));
        assertThat(branch.whole())
                .isEqualTo(new Execution(
                        yuan("200"),
                        yuan("1240"),
                        yuan("50"),
                        yuan("100"),
                        yuan("100"),
                        yuan("80"),
                        Money.ZERO,
                        Money.ZERO));
        assertThat(branch.whole().appropriated()).isEqualTo(yuan("1770"));
        for (BranchRow school : branch.rows()) {
            ExecutionTree.Branch below = branch(county.official(), Objects.requireNonNull(school.id()), null);
            assertThat(below.whole()).isEqualTo(school.execution());
            assertThat(below.rows()).allMatch(BranchRow::isLine);
        }
    }

    @Test
    void aFundAndAYearNarrowTheTree() {
        assertThat(branch(county.official(), countyId(), "education-surcharge")
                        .whole()
                        .appropriated())
                .isEqualTo(yuan("70"));
        assertThat(ask(tree.of(new Question(countyId(), null, YEAR - 1), county.official()))
                        .rows())
                .isEmpty();
    }

    @Test
    void linesOfTheCountyItselfStandBesideItsSchools() {
        UUID own = line(countyId(), "special", YEAR);
        give(own, "9");

        ExecutionTree.Branch branch = branch(county.official(), countyId(), null);

        assertThat(branch.rows().get(0).isLine()).isTrue();
        assertThat(branch.rows()).hasSize(3);
        assertThat(branch.whole().appropriated()).isEqualTo(yuan("1779"));
    }

    @Test
    void whatLapsedIsToldByTheLineItCameFrom() {
        post(yearEnd.lapse(Ids.next(), surcharge, county.official()));

        ExecutionTree.Branch school = branch(county.official(), county.school(2), null);

        assertThat(school.whole().lapsed()).isEqualTo(yuan("70"));
        assertThat(school.whole().appropriated()).isEqualTo(yuan("770"));
        assertThat(branch(county.official(), county.school(1), null).whole().lapsed())
                .isEqualTo(Money.ZERO);
    }

    @Test
    void eachSeesOnlyTheOwnSubtree() {
        Actor stranger = new TestCounty(database, 1).official();
        Actor purchaser = county.at(1, Role.PURCHASER);

        assertThatThrownBy(() -> branch(stranger, countyId(), null))
                .isInstanceOfSatisfying(
                        Refusal.class, refused -> assertThat(refused.code()).isEqualTo("organization-not-found"));
        assertThatThrownBy(() -> branch(purchaser, county.school(2), null)).isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> branch(purchaser, countyId(), null)).isInstanceOf(Refusal.class);
        assertThat(branch(purchaser, county.school(1), null).whole().appropriated())
                .isEqualTo(yuan("1000"));
    }

    @Test
    void theMonthsEndAtTheBalances() {
        ExecutionMonths.Course course = ask(months.of(new Question(countyId(), null, YEAR), county.official()));
        ExecutionMonths.Month last = course.months().get(course.months().size() - 1);

        assertThat(course.appropriated()).isEqualTo(yuan("1770"));
        assertThat(course.months()).hasSizeGreaterThanOrEqualTo(12);
        assertThat(last.spentSoFar()).isEqualTo(yuan("80"));
        assertThat(last.committedSoFar()).isEqualTo(yuan("280"));
    }

    @Test
    void theTrialBalanceIsEqualOfTheWholeAndOfAPart() {
        for (UUID at : List.of(countyId(), county.school(1), county.school(2))) {
            TrialBalance.Sheet sheet = ask(trialBalance.of(new Question(at, null, YEAR), county.official()));

            assertThat(sheet.isBalanced()).as(sheet.toString()).isTrue();
            assertThat(sheet.debits()).isEqualTo(sheet.credits()).isNotEqualTo(Money.ZERO);
            assertThat(sheet.outside().debits()).isEqualTo(Money.ZERO);
        }
    }

    @Test
    void aTransferOutOfTheExtentIsNamedInItsTrialBalance() {
        post(appropriations.transfer(Ids.next(), first, second, yuan("30"), county.official()));

        TrialBalance.Sheet giver = ask(trialBalance.of(new Question(county.school(1), null, YEAR), county.official()));
        TrialBalance.Sheet whole = ask(trialBalance.of(new Question(countyId(), null, YEAR), county.official()));

        assertThat(giver.outside().credits()).isEqualTo(yuan("30"));
        assertThat(giver.isBalanced()).isTrue();
        assertThat(whole.outside().credits()).isEqualTo(Money.ZERO);
        assertThat(whole.isBalanced()).isTrue();
    }

    @Test
    void aDifferenceInTheBooksIsNotExplainedAway() {
        TrialBalance.Row source = new TrialBalance.Row("B100", yuan("100"), Money.ZERO, Money.ZERO);
        TrialBalance.Row available = new TrialBalance.Row("B200", yuan("30"), yuan("130.01"), Money.ZERO);
        TrialBalance.Row nothing = new TrialBalance.Row("", Money.ZERO, Money.ZERO, Money.ZERO);

        TrialBalance.Sheet sheet = TrialBalance.sheet("天河区", List.of(source, available), nothing);

        assertThat(sheet.isBalanced()).isFalse();
        assertThat(sheet.difference()).isEqualTo(Money.ofFen(-1));
        assertThat(available.balance()).isEqualTo(yuan("100.01"));
    }

    @Test
    void aFigureIsTheSumOfWhatItConsistsOf() {
        Question question = new Question(countyId(), null, YEAR);
        Execution whole = branch(county.official(), countyId(), null).whole();

        assertThat(sumOf(question, Figure.AVAILABLE)).isEqualTo(whole.available());
        assertThat(sumOf(question, Figure.RESERVED)).isEqualTo(whole.reserved());
        assertThat(sumOf(question, Figure.ENCUMBERED)).isEqualTo(whole.encumbered());
        assertThat(sumOf(question, Figure.ACCEPTED)).isEqualTo(whole.accepted());
        assertThat(sumOf(question, Figure.SPENT)).isEqualTo(whole.spent());
        assertThat(sumOf(question, Figure.UNRELEASED)).isEqualTo(whole.unreleased());
    }

    @Test
    void fromAFigureToTheAccountItsEntriesAndTheJournal() {
        Holdings.Holding spent = ask(holdings.of(
                        new Question(countyId(), null, YEAR), Figure.SPENT, first(10), county.official()))
                .items()
                .get(0);
        assertThat(spent.documentId()).isEqualTo(order);

        List<AccountEntry> found =
                ask(entries.of(spent.accountId(), first(10), county.official())).items();
        AccountEntry newest = found.get(0);
        assertThat(newest.kind()).isEqualTo("payment-settled");
        assertThat(newest.balanceAfter()).isEqualTo(yuan("80"));

        JournalSheets.Sheet journal = ask(journals.find(newest.journalId(), county.at(1, Role.ACCOUNTANT)));
        assertThat(journal.legs()).hasSize(1);
        assertThat(journal.elsewhere()).isZero();
        assertThat(journal.hash()).hasSize(64);

        Actor elsewhere = county.at(2, Role.ACCOUNTANT);
        assertThatThrownBy(() -> ask(journals.find(newest.journalId(), elsewhere)))
                .isInstanceOf(Refusal.class);
        assertThatThrownBy(() -> ask(accounts.find(spent.accountId(), elsewhere)))
                .isInstanceOf(Refusal.class);
    }

    @Test
    void holdingsAndEntriesArePagedWithoutGapOrRepetition() {
        Question question = new Question(countyId(), null, YEAR);
        List<Long> all = ask(holdings.all(question, Figure.AVAILABLE, first(10), county.official())
                .map(Holdings.Holding::accountId)
                .collectList());
        String next = ask(holdings.of(question, Figure.AVAILABLE, first(2), county.official()))
                .next();
        List<Long> rest = ask(holdings.of(
                        question, Figure.AVAILABLE, first(2).from(Objects.requireNonNull(next), 2), county.official()))
                .items()
                .stream()
                .map(Holdings.Holding::accountId)
                .toList();

        assertThat(all).hasSize(3).doesNotHaveDuplicates();
        assertThat(rest).containsExactly(all.get(2));

        long account = all.get(0);
        var page = ask(entries.of(account, first(1), county.official()));
        var older = ask(entries.of(account, first(1).from(Objects.requireNonNull(page.next()), 1), county.official()));
        assertThat(older.items().get(0).number()).isLessThan(page.items().get(0).number());
        assertThat(ask(entries.all(account, first(1), county.official()).count()))
                .isEqualTo(page.items().get(0).number());
    }

    /** What a ledger sheet shows is what it is searched by; a day before everything finds nothing. */
    @Test
    void sheetsAreSearchedByAmountNumberPersonAndDay() {
        Question question = new Question(countyId(), null, YEAR);
        Holdings.Holding spent = ask(holdings.of(question, Figure.SPENT, first(10), county.official()))
                .items()
                .get(0);
        Actor official = county.official();

        assertThat(held(question, Figure.SPENT, sought("80.00", spent.organization())))
                .containsExactly(spent.accountId());
        assertThat(held(question, Figure.SPENT, sought("80.01"))).isEmpty();
        assertThat(held(question, Figure.AVAILABLE, sought(spent.organization())))
                .hasSizeLessThan(held(question, Figure.AVAILABLE, first(50)).size());

        AccountEntry settled =
                ask(entries.of(spent.accountId(), first(10), official)).items().get(0);
        assertThat(kinds(spent, sought("80.00", "settled", settled.actor()))).containsExactly("payment-settled");
        assertThat(kinds(spent, sought("nobody"))).isEmpty();
        assertThat(kinds(spent, until(LocalDate.of(2000, 1, 1)))).isEmpty();
        assertThat(ask(entries.all(spent.accountId(), sought("80.01"), official).count()))
                .isZero();

        assertThat(legs(spent, sought("80.00", "settled")))
                .isNotEmpty()
                .allMatch(leg -> leg.kind().startsWith("payment-"));
        assertThat(legs(spent, sought("80.01"))).isEmpty();
        assertThat(legs(spent, until(LocalDate.of(2000, 1, 1)))).isEmpty();
        assertThat(ask(lineJournals
                        .allOfLine(spent.lineId(), sought("80.00"), official)
                        .count()))
                .isLessThan(ask(lineJournals
                        .allOfLine(spent.lineId(), first(1), official)
                        .count()));
    }

    /** A line with many journals is read along everybody's; page by page it says what gathering says. */
    @Test
    void aLineWithManyJournalsIsReadAlongEverybodys() {
        LineJournals gathering = new LineJournals(database, searched, Integer.MAX_VALUE);
        LineJournals walking = new LineJournals(database, searched, 0);
        for (UUID line : List.of(first, second, surcharge)) {
            for (Sought wanted : List.of(first(1), first(3), sought("50.00"), until(LocalDate.of(2000, 1, 1)))) {
                assertThat(pages(walking, line, wanted)).isEqualTo(pages(gathering, line, wanted));
            }
            assertThat(pages(walking, line, first(1))).isNotEmpty();
        }
    }

    private List<LineJournals.Leg> pages(LineJournals reader, UUID line, Sought wanted) {
        List<LineJournals.Leg> legs = new ArrayList<>();
        Sought next = wanted;
        for (int pages = 0; pages < 40; pages++) {
            Page<LineJournals.Leg> page = ask(reader.ofLine(line, next, county.official()));
            legs.addAll(page.items());
            if (page.next() == null) {
                return legs;
            }
            next = next.from(page.next(), wanted.limit());
        }
        throw new AssertionError("more pages than there are journals");
    }

    private List<Long> held(Question question, Figure figure, Sought sought) {
        return ask(holdings.of(question, figure, sought, county.official())).items().stream()
                .map(Holdings.Holding::accountId)
                .toList();
    }

    private List<String> kinds(Holdings.Holding account, Sought sought) {
        return ask(entries.of(account.accountId(), sought, county.official())).items().stream()
                .map(AccountEntry::kind)
                .toList();
    }

    private List<LineJournals.Leg> legs(Holdings.Holding account, Sought sought) {
        return ask(lineJournals.ofLine(account.lineId(), sought, county.official()))
                .items();
    }

    private static Sought sought(String... words) {
        return new Sought(List.of(words), null, null, "", 50, "", Map.of(), Set.of());
    }

    private static Sought until(LocalDate day) {
        return new Sought(List.of(), null, day, "", 50, "", Map.of(), Set.of());
    }

    @Test
    void overHttpTheSameFiguresAndTheSameRefusals() {
        signedIn(context, county.official())
                .get()
                .uri("/api/v1/execution?fiscalYear=" + YEAR)
                .exchange()
                .expectBody()
                .jsonPath("$.whole.appropriated")
                .isEqualTo("1770.00")
                .jsonPath("$.rows.length()")
                .isEqualTo(2);
        signedIn(context, county.official())
                .get()
                .uri("/api/v1/execution/holdings?figure=nonsense")
                .exchange()
                .expectStatus()
                .isBadRequest()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("figure-unknown");
        signedIn(context, county.at(1, Role.TEACHER))
                .get()
                .uri("/api/v1/execution")
                .exchange()
                .expectStatus()
                .isForbidden();
        signedIn(context, county.official())
                .get()
                .uri("/api/v1/execution/holdings?figure=spent&cursor=;drop")
                .exchange()
                .expectStatus()
                .isBadRequest();
    }

    private static Sought first(int rows) {
        return Sought.everything(Cursor.START, rows);
    }

    private Money sumOf(Question question, Figure figure) {
        return ask(holdings.all(question, figure, first(1), county.official())
                .map(Holdings.Holding::held)
                .reduce(Money.ZERO, Money::plus));
    }

    private ExecutionTree.Branch branch(Actor actor, UUID at, @Nullable String fund) {
        return ask(tree.of(new Question(at, fund, YEAR), actor));
    }

    private UUID countyId() {
        return county.official().organizationId();
    }

    private Actor at(int school) {
        return county.at(school, Role.TEACHER);
    }

    private void give(UUID line, String amount) {
        post(book.appropriate(Ids.next(), line, yuan(amount), county.official()));
    }

    private void post(Mono<Void> act) {
        money.execute(act).block();
    }

    private static Money yuan(String amount) {
        return Money.ofYuan(amount);
    }

    private static <T> T ask(Mono<T> question) {
        return Objects.requireNonNull(question.block());
    }

    private UUID line(UUID organization, String fund, int year) {
        UUID id = Ids.next();
        database.sql("""
                        insert into budget_line
                          (id, fund_code, fiscal_year, organization_id, functional_class, economic_class, name)
                        values (:id, :fund, :year, :organization, '2050202', '30218', '教学资源')
                        """)
                .bind("id", id)
                .bind("fund", fund)
                .bind("year", year)
                .bind("organization", organization)
                .then()
                .block();
        return id;
    }
}
