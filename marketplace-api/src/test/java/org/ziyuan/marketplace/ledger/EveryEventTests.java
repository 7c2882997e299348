package org.ziyuan.marketplace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.posting.Ledger;
import org.ziyuan.marketplace.ledger.posting.LedgerEvent;
import org.ziyuan.marketplace.ledger.posting.LedgerParts;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

/** Each event of the posting table that {@link BudgetBookTests} does not walk through: what it moves, once. */
class EveryEventTests {

    private static final Money THOUSAND = Money.ofYuan("1000");
    private static final Money HUNDRED = Money.ofYuan("100");

    private static final DatabaseClient DATABASE = TestDatabase.another().client();
    private static final Ledger LEDGER = LedgerParts.over(DATABASE);

    private final BudgetBook book = new BudgetBook(LEDGER, DATABASE);
    private final Appropriations appropriations = new Appropriations(LEDGER);
    private final Awards awards = new Awards(LEDGER);
    private final ContractBook contracts = new ContractBook(LEDGER);
    private final Returns returns = new Returns(LEDGER);
    private final YearEnd yearEnd = new YearEnd(LEDGER, DATABASE);
    private final Corrections corrections = new Corrections(LEDGER, DATABASE);
    private final MoneyBook moneyBook = new MoneyBook(LEDGER);
    private final ExpirePayments expirePayments =
            new ExpirePayments(LEDGER, DATABASE, Clock.system(ZoneId.of("Asia/Shanghai")));

    private BudgetFixture school;
    private UUID line;
    private UUID other;
    private Actor actor;
    private final UUID requisition = Ids.next();
    private final UUID order = Ids.next();

    @BeforeEach
    void aSchoolWithTwoLines() {
        school = BudgetFixture.schoolWith(THOUSAND, book, BudgetFixture::plainly, DATABASE);
        line = school.line();
        other = Ids.next();
        actor = school.accountant();
        school.insertLine(other, 2027, "30218").block();
    }

    @Test
    void event3MoneyIsAddedAndCutDuringTheYear() {
        twice(appropriations.add(Ids.derived("add", line), line, HUNDRED, actor));
        twice(appropriations.cut(Ids.derived("cut", line), line, Money.ofYuan("300"), actor));

        balances(line, "AVL 800.00");
        refuses("budget-insufficient", appropriations.cut(Ids.next(), line, Money.ofYuan("800.01"), actor));
    }

    @Test
    void event4AvailableMoneyGoesToAnotherLine() {
        twice(appropriations.transfer(Ids.derived("transfer", line), line, other, HUNDRED, actor));

        balances(line, "AVL 900.00");
        balances(other, "AVL 100.00");
        refuses("budget-insufficient", appropriations.transfer(Ids.next(), other, line, Money.ofYuan("100.01"), actor));
    }

    @Test
    void event10AnAwardForManySchoolsIsOneJournalOrNone() {
        BudgetFixture neighbour = BudgetFixture.schoolWith(THOUSAND, book, BudgetFixture::plainly, DATABASE);
        UUID theirs = Ids.next();
        passes(book.reserve(requisition, line, Money.ofYuan("400"), actor));
        passes(book.reserve(theirs, neighbour.line(), Money.ofYuan("300"), neighbour.accountant()));
        UUID theirContract = Ids.next();
        Awards.Share tooMuch = new Awards.Share(theirs, theirContract, neighbour.line(), Money.ofYuan("300.01"));
        Awards.Share ours = new Awards.Share(requisition, order, line, Money.ofYuan("350"));

        refuses(
                "reservation-insufficient",
                awards.encumberForMany(Ids.next(), school.school(), List.of(ours, tooMuch), actor));
        balances(line, "AVL 600.00", "RSV 400.00");

        Awards.Share fitting = new Awards.Share(theirs, theirContract, neighbour.line(), Money.ofYuan("300"));
        twice(awards.encumberForMany(Ids.derived("award", line), school.school(), List.of(ours, fitting), actor));
        balances(line, "AVL 650.00", "ENC 350.00");
        balances(neighbour.line(), "AVL 700.00", "ENC 300.00");
    }

    @Test
    void event11ACallOffUsesCapacityOfItsFramework() {
        UUID share = Ids.next();
        passes(awards.agreeFramework(Ids.next(), share, school.school(), Money.ofYuan("500"), actor));
        passes(book.reserve(requisition, line, Money.ofYuan("400"), actor));
        twice(awards.callOff(requisition, order, share, line, Money.ofYuan("400"), actor));

        balances(line, "AVL 600.00", "ENC 400.00");
        assertThat(party(share)).containsExactly("FRM 100.00", "FUS 400.00");
        UUID more = Ids.next();
        passes(book.reserve(more, line, Money.ofYuan("200"), actor));
        refuses(
                "framework-capacity-insufficient",
                awards.callOff(more, Ids.next(), share, line, Money.ofYuan("200"), actor));
        balances(line, "AVL 400.00", "RSV 200.00", "ENC 400.00");
    }

    @Test
    void event12AContractIsChangedUpAndDown() {
        anOrderOf("500");
        twice(contracts.change(Ids.derived("more", line), order, line, Money.ofYuan("50"), actor));
        twice(contracts.change(Ids.derived("less", line), order, line, Money.ofFen(-2_000), actor));

        balances(line, "AVL 470.00", "ENC 530.00");
        refuses("budget-insufficient", contracts.change(Ids.next(), order, line, Money.ofYuan("471"), actor));
    }

    @Test
    void event13AnAdvanceCanBePaidBeforeDelivery() {
        anOrderOf("500");
        twice(contracts.grantAdvance(Ids.derived("advance", line), order, line, HUNDRED, actor));

        balances(line, "AVL 500.00", "ENC 400.00", "ACC 100.00");
        refuses(
                "encumbrance-insufficient",
                contracts.grantAdvance(Ids.next(), order, line, Money.ofYuan("401"), actor));
    }

    @Test
    void events14And19And20APartIsRetainedThenReleasedOrForfeited() {
        anOrderOf("500");
        twice(contracts.acceptRetaining(
                Ids.derived("acceptance", line),
                order,
                line,
                Money.ofYuan("450"),
                Money.ofYuan("50"),
                school.colleague()));
        balances(line, "AVL 500.00", "RET 50.00", "ACC 450.00");

        twice(contracts.releaseRetention(Ids.derived("release", line), order, line, Money.ofYuan("20"), actor));
        twice(contracts.forfeitRetention(Ids.derived("forfeit", line), order, line, Money.ofYuan("10"), true, actor));
        twice(contracts.forfeitRetention(Ids.derived("lapse", line), order, line, Money.ofYuan("5"), false, actor));

        balances(line, "AVL 510.00", "RET 15.00", "ACC 470.00");
        refuses(
                "retention-insufficient",
                contracts.releaseRetention(Ids.next(), order, line, Money.ofYuan("15.01"), actor));
    }

    @Test
    void events15And21And22AcceptedGoodsGoBack() {
        anAcceptedOrderOf("500");
        twice(contracts.backOutAcceptance(Ids.derived("15", line), order, line, HUNDRED, actor));
        balances(line, "AVL 500.00", "ENC 100.00", "ACC 400.00");

        twice(returns.returnForReplacement(Ids.derived("21", line), order, line, HUNDRED, actor));
        twice(returns.returnForGood(Ids.derived("22", line), order, line, HUNDRED, actor));

        balances(line, "AVL 600.00", "ENC 200.00", "ACC 200.00");
        refuses("accepted-insufficient", returns.returnForGood(Ids.next(), order, line, Money.ofYuan("201"), actor));
    }

    @Test
    void event17APaymentInPartLeavesTheRestOwed() {
        anAcceptedOrderOf("500");
        UUID payment = Ids.next();
        passes(book.instructPayment(payment, order, line, Money.ofYuan("500"), school.colleague()));
        refuses("amount-out-of-range", book.settlePaymentInPart(payment, Money.ofYuan("500.01"), actor));
        twice(book.settlePaymentInPart(payment, Money.ofYuan("480"), actor));

        balances(line, "AVL 500.00", "ACC 20.00", "EXP 480.00");
        refuses("posting-already-resolved", book.failPayment(payment, actor));
    }

    @Test
    void event18APaymentWhoseTimeIsOverIsGivenBackOnce() {
        anAcceptedOrderOf("500");
        UUID payment = Ids.next();
        OffsetDateTime yesterday = OffsetDateTime.now(ZoneOffset.UTC).minusDays(1);
        passes(book.instructPaymentUntil(yesterday, payment, order, line, HUNDRED, school.colleague()));

        refuses("posting-expired", book.settlePayment(payment, actor));
        assertThat(expirePayments.expire().block()).isPositive();
        balances(line, "AVL 500.00", "ACC 500.00");
        assertThat(free("ACC")).isEqualTo(Money.ofYuan("500"));
        refuses("posting-already-resolved", book.settlePayment(payment, actor));
    }

    @Test
    void event23APaymentOfThisYearComesBack() {
        aPaidOrderOf("500");
        twice(returns.refund(Ids.derived("23", line), order, line, HUNDRED, false, actor));
        twice(returns.refund(Ids.derived("23b", line), order, line, Money.ofYuan("50"), true, actor));

        balances(line, "AVL 600.00", "ENC 50.00", "EXP 350.00");
        refuses("spent-insufficient", returns.refund(Ids.next(), order, line, Money.ofYuan("351"), false, actor));
    }

    @Test
    void event24APaymentOfAnEarlierYearIsReturnedAndTouchesNoLine() {
        Money before = fundYear("LPS");
        twice(returns.refundOfEarlierYear(Ids.derived("24", line), line, HUNDRED, actor));

        balances(line, "AVL 1000.00");
        assertThat(fundYear("LPS")).isGreaterThanOrEqualTo(before.plus(HUNDRED));
    }

    @Test
    void event26AVoidContractGivesBackAndMayReserveAnew() {
        anOrderOf("500");
        passes(contracts.acceptRetaining(
                Ids.next(), order, line, Money.ofYuan("100"), Money.ofYuan("20"), school.colleague()));
        UUID anew = Ids.next();
        UUID decision = Ids.next();
        refuses(
                "budget-insufficient",
                contracts.voidContract(decision, order, line, anew, Money.ofYuan("1000.01"), actor));
        balances(line, "AVL 500.00", "ENC 380.00", "RET 20.00", "ACC 100.00");

        twice(contracts.voidContract(decision, order, line, anew, Money.ofYuan("500"), actor));
        balances(line, "AVL 500.00", "RSV 500.00");
    }

    @Test
    void events27To30TheYearEndsAndReopensAndEndsAgainTheSame() {
        anOrderOf("300");
        UUID open = Ids.next();
        passes(book.reserve(open, line, HUNDRED, actor));
        UUID close = Ids.next();

        for (int time = 0; time < 2; time++) {
            passes(yearEnd.releaseRequisition(close, open, line, actor));
            passes(yearEnd.carryContract(close, order, line, other, actor));
            passes(yearEnd.carryBalance(close, line, other, actor));
            passes(yearEnd.close(List.of(school.school()), 2026, actor).then());
        }
        balances(line, "CFW 1000.00");
        balances(other, "AVL 700.00", "ENC 300.00");
        refuses("fiscal-year-closed", appropriations.add(Ids.next(), line, HUNDRED, actor));
        refuses("fiscal-year-closed", book.reserve(Ids.next(), line, HUNDRED, actor));
        refuses("fiscal-year-closed", yearEnd.requireOpen(school.school(), 2026));
        assertThat(yearEnd.close(List.of(school.school()), 2026, actor).block()).isZero();

        passes(yearEnd.reopen(List.of(school.school()), 2026, actor).then());
        for (UUID journal : yearEndJournals(close)) {
            twice(corrections.reopen(journal, actor));
        }
        balances(line, "AVL 600.00", "RSV 100.00", "ENC 300.00");
        balances(other);
        passes(appropriations.add(Ids.next(), line, HUNDRED, actor));

        UUID again = Ids.next();
        passes(yearEnd.releaseRequisition(again, open, line, actor));
        passes(yearEnd.carryContract(again, order, line, other, actor));
        passes(yearEnd.carryBalance(again, line, other, actor));
        passes(yearEnd.lapse(again, other, actor));
        balances(line, "CFW 1100.00");
        balances(other, "ENC 300.00");
    }

    @Test
    void event31ACorrectionTakesBackAndNamesTheWrongJournal() {
        UUID wrong = Ids.next();
        passes(appropriations.add(wrong, line, HUNDRED, actor));
        UUID journal = Ids.derived(LedgerEvent.APPROPRIATION_ADDED, wrong);

        twice(corrections.takeBack(journal, actor));

        balances(line, "AVL 1000.00");
        assertThat(DATABASE.sql("select corrects from journal where kind = 'corrected' and document_id = :wrong")
                        .bind("wrong", journal)
                        .mapValue(UUID.class)
                        .one()
                        .block())
                .isEqualTo(journal);
        refuses("journal-not-found", corrections.takeBack(Ids.next(), actor));
    }

    @Test
    void theMoneyBookHoldsForAnOrderWhatTheVendorHasNotEarned() {
        UUID vendor = Ids.next();
        twice(moneyBook.receive(Ids.derived("in", line), "alipay", order, HUNDRED, actor));
        refuses("money-insufficient", moneyBook.earn(order, vendor, HUNDRED, Money.ofYuan("2"), actor));
        twice(moneyBook.refund(Ids.derived("back", line), order, "alipay", Money.ofYuan("10"), actor));
        twice(moneyBook.earn(order, vendor, Money.ofYuan("88"), Money.ofYuan("2"), actor));
        twice(moneyBook.settle(Ids.derived("out", line), vendor, "alipay", Money.ofYuan("80"), actor));

        assertThat(party(order)).containsExactly("ESCROW 0.00");
        assertThat(party(vendor)).containsExactly("PAYABLE 8.00");
        twice(moneyBook.chargeBack(Ids.derived("charge", line), order, "alipay", Money.ofYuan("88"), actor));
        assertThat(party(order)).containsExactly("ESCROW 0.00", "CHARGEBACK -88.00");
    }

    private void anOrderOf(String yuan) {
        passes(book.reserve(requisition, line, Money.ofYuan(yuan), actor));
        passes(book.encumber(requisition, order, line, Money.ofYuan(yuan), actor));
    }

    private void anAcceptedOrderOf(String yuan) {
        anOrderOf(yuan);
        passes(book.accept(Ids.next(), order, line, Money.ofYuan(yuan), school.colleague()));
    }

    private void aPaidOrderOf(String yuan) {
        anAcceptedOrderOf(yuan);
        UUID payment = Ids.next();
        passes(book.instructPayment(payment, order, line, Money.ofYuan(yuan), school.colleague()));
        passes(book.settlePayment(payment, actor));
    }

    /** The buckets of a line that hold anything, in the order of the chart of accounts. */
    private void balances(UUID of, String... expected) {
        assertThat(held("a.budget_line_id = :id", of)).containsExactly(expected);
    }

    private List<String> party(UUID id) {
        return all(DATABASE.sql("""
                        select k.symbol || ' ' || to_char((a.credits_posted - a.debits_posted) / 100.0, 'FM999990.00')
                          from account a join account_class k on k.code = a.code
                         where a.party = :id and a.code <> 'B279' order by a.code
                        """)
                .bind("id", id.toString())
                .mapValue(String.class)
                .all());
    }

    private List<String> held(String condition, UUID id) {
        return all(DATABASE.sql("""
                        select k.symbol || ' ' || to_char(sum(a.credits_posted - a.debits_posted) / 100.0, 'FM999990.00')
                          from account a join account_class k on k.code = a.code
                         where %s group by a.code, k.symbol
                        having sum(a.credits_posted - a.debits_posted) <> 0 order by a.code
                        """.formatted(condition))
                .bind("id", id)
                .mapValue(String.class)
                .all());
    }

    private static List<String> all(Flux<String> rows) {
        return Objects.requireNonNull(rows.collectList().block());
    }

    private Money free(String symbol) {
        return sum("a.budget_line_id = '" + line + "' and k.symbol = '" + symbol + "'");
    }

    private Money fundYear(String symbol) {
        return sum("a.fund_code = 'per-pupil' and a.fiscal_year = 2026 and k.symbol = '" + symbol + "'");
    }

    private Money sum(String condition) {
        Long fen = DATABASE.sql("""
                        select coalesce(sum(a.credits_posted - a.debits_posted - a.debits_pending), 0)::bigint
                          from account a join account_class k on k.code = a.code where %s
                        """.formatted(condition))
                .mapValue(Long.class)
                .one()
                .block();
        return Money.ofFen(fen == null ? 0 : fen);
    }

    private List<UUID> yearEndJournals(UUID close) {
        List<UUID> newestFirst = DATABASE.sql(
                        "select id from journal where document_id = :close and kind like 'year-end-%' order by seq desc")
                .bind("close", close)
                .mapValue(UUID.class)
                .all()
                .collectList()
                .block();
        return newestFirst == null ? List.of() : newestFirst;
    }

    private void twice(Mono<Void> act) {
        passes(act);
        passes(act);
    }

    private void passes(Mono<Void> act) {
        StepVerifier.create(school.run(act)).verifyComplete();
    }

    private void refuses(String code, Mono<Void> act) {
        StepVerifier.create(school.run(act))
                .expectErrorSatisfies(refused -> assertThat(refused)
                        .isInstanceOfSatisfying(
                                Refusal.class, r -> assertThat(r.code()).isEqualTo(code)))
                .verify();
    }
}
