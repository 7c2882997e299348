package org.ziyuan.marketplace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@MarketplaceTest
class BudgetBookTests {

    private static final Money THOUSAND = Money.ofYuan("1000");

    @Autowired
    BudgetBook book;

    @Autowired
    Appropriations appropriations;

    @Autowired
    MoneyTransactions money;

    @Autowired
    DatabaseClient database;

    private BudgetFixture school;
    private UUID line;
    private Actor actor;
    private Actor receiver;
    private Actor payer;
    private final UUID requisition = Ids.next();
    private final UUID order = Ids.next();
    private final UUID payment = Ids.next();

    @BeforeEach
    void giveASchoolAThousandYuan() {
        school = BudgetFixture.schoolWith(THOUSAND, book, money::execute, database);
        line = school.line();
        actor = school.accountant();
        receiver = school.colleague();
        payer = school.colleague();
    }

    @Test
    void followsAPurchaseFromAppropriationToPayment() {
        expect("1000.00", "1000.00", "0.00", "0.00", "0.00", "0.00");

        passes(book.reserve(requisition, line, Money.ofYuan("600"), actor));
        expect("1000.00", "400.00", "600.00", "0.00", "0.00", "0.00");

        passes(book.encumber(requisition, order, line, Money.ofYuan("550"), actor));
        expect("1000.00", "450.00", "0.00", "550.00", "0.00", "0.00");

        passes(book.accept(Ids.next(), order, line, Money.ofYuan("500"), receiver));
        expect("1000.00", "450.00", "0.00", "50.00", "500.00", "0.00");

        passes(book.closeOrder(order, line, actor));
        expect("1000.00", "500.00", "0.00", "0.00", "500.00", "0.00");

        passes(book.instructPayment(payment, order, line, Money.ofYuan("500"), payer));
        expect("1000.00", "500.00", "0.00", "0.00", "500.00", "0.00");

        passes(book.settlePayment(payment, actor));
        expect("1000.00", "500.00", "0.00", "0.00", "0.00", "500.00");
    }

    @Test
    void everyActTwiceIsTheSameAsOnce() {
        UUID appropriation = Ids.next();
        UUID acceptance = Ids.next();
        for (int time = 0; time < 2; time++) {
            passes(book.appropriate(appropriation, line, THOUSAND, actor));
        }
        twice(book.reserve(requisition, line, Money.ofYuan("600"), actor));
        twice(book.encumber(requisition, order, line, Money.ofYuan("550"), actor));
        twice(book.accept(acceptance, order, line, Money.ofYuan("550"), receiver));
        twice(book.instructPayment(payment, order, line, Money.ofYuan("550"), payer));
        twice(book.settlePayment(payment, actor));

        expect("2000.00", "1450.00", "0.00", "0.00", "0.00", "550.00");
    }

    @Test
    void refusesToReserveMoreThanIsAvailableAndNamesBothAmounts() {
        refuses(book.reserve(requisition, line, Money.ofYuan("1000.01"), actor), refusal -> {
            assertThat(refusal.code()).isEqualTo("budget-insufficient");
            assertThat(refusal.kind()).isEqualTo(Refusal.Kind.CONFLICT);
            assertThat(refusal.values())
                    .containsEntry("available", THOUSAND)
                    .containsEntry("requested", Money.ofYuan("1000.01"))
                    .containsEntry("line", "生均公用经费·教学资源");
        });

        expect("1000.00", "1000.00", "0.00", "0.00", "0.00", "0.00");
    }

    @Test
    void aPersonMayReserveAgainAfterARefusal() {
        refuses(book.reserve(requisition, line, Money.ofYuan("1001"), actor), refusal -> {});

        passes(book.reserve(requisition, line, Money.ofYuan("999"), actor));

        expect("1000.00", "1.00", "999.00", "0.00", "0.00", "0.00");
    }

    @Test
    void aReleasedRequisitionMayReserveAnew() {
        passes(book.reserve(requisition, line, Money.ofYuan("600"), actor));
        twice(book.releaseReservation(requisition, line, actor));
        expect("1000.00", "1000.00", "0.00", "0.00", "0.00", "0.00");

        twice(book.reserve(requisition, line, Money.ofYuan("700"), actor));

        expect("1000.00", "300.00", "700.00", "0.00", "0.00", "0.00");
    }

    @Test
    void aRefusedOrderStaysRefusedAfterATopUp() {
        passes(book.reserve(requisition, line, Money.ofYuan("600"), actor));
        Mono<Void> tooDear = book.encumber(requisition, order, line, Money.ofYuan("601"), actor);
        refuses(tooDear, refusal -> assertThat(refusal.code()).isEqualTo("reservation-insufficient"));
        passes(book.releaseReservation(requisition, line, actor));
        passes(book.reserve(requisition, line, Money.ofYuan("800"), actor));

        refuses(
                tooDear,
                refusal -> assertThat(refusal.values())
                        .containsEntry("available", Money.ofYuan("600"))
                        .containsEntry("requested", Money.ofYuan("601")));

        expect("1000.00", "200.00", "800.00", "0.00", "0.00", "0.00");
    }

    @Test
    void theSameIdForAnotherAmountIsRefused() {
        passes(book.reserve(requisition, line, Money.ofYuan("600"), actor));

        refuses(
                book.reserve(requisition, line, Money.ofYuan("601"), actor),
                refusal -> assertThat(refusal.code()).isEqualTo("posting-differs"));
    }

    @Test
    void moneyIsApprovedForTheYearAndReleasedInTranches() {
        UUID tranche = Ids.next();
        twice(appropriations.approve(Ids.derived("year", line), line, Money.ofYuan("500"), actor));
        refuses(book.reserve(requisition, line, Money.ofYuan("1200"), actor), refusal -> {});
        twice(appropriations.release(tranche, line, Money.ofYuan("300"), actor));
        refuses(
                appropriations.release(Ids.next(), line, Money.ofYuan("201"), actor),
                refusal -> assertThat(refusal.code()).isEqualTo("budget-unreleased"));

        passes(book.reserve(requisition, line, Money.ofYuan("1200"), actor));

        expect("1500.00", "100.00", "1200.00", "0.00", "0.00", "0.00");
    }

    @Test
    void aReservationGrowsAndShrinksWithItsRequisition() {
        passes(book.reserve(requisition, line, Money.ofYuan("600"), actor));
        twice(book.amendReservation(Ids.derived("more", line), requisition, line, Money.ofYuan("100"), actor));
        expect("1000.00", "300.00", "700.00", "0.00", "0.00", "0.00");

        twice(book.amendReservation(Ids.derived("less", line), requisition, line, Money.ofFen(-50_000), actor));
        refuses(
                book.amendReservation(Ids.next(), requisition, line, Money.ofFen(-20_001), actor),
                refusal -> assertThat(refusal.code()).isEqualTo("reservation-insufficient"));

        expect("1000.00", "800.00", "200.00", "0.00", "0.00", "0.00");
    }

    @Test
    void anAwardAboveTheEstimateTakesTheRestFromWhatIsAvailable() {
        passes(book.reserve(requisition, line, Money.ofYuan("600"), actor));
        refuses(
                book.encumberAboveEstimate(requisition, Ids.next(), line, Money.ofYuan("1001"), actor),
                refusal -> assertThat(refusal.values()).containsEntry("requested", Money.ofYuan("401")));

        twice(book.encumberAboveEstimate(requisition, order, line, Money.ofYuan("750"), actor));

        expect("1000.00", "250.00", "0.00", "750.00", "0.00", "0.00");
    }

    @Test
    void aDeclinedOrderGivesEverythingBack() {
        passes(book.reserve(requisition, line, Money.ofYuan("600"), actor));
        passes(book.encumber(requisition, order, line, Money.ofYuan("600"), actor));

        twice(book.closeOrder(order, line, actor));

        expect("1000.00", "1000.00", "0.00", "0.00", "0.00", "0.00");
    }

    @Test
    void aFailedPaymentCanBePaidAgainAsAnotherPaymentOnly() {
        acceptedFor("600");
        passes(book.instructPayment(payment, order, line, Money.ofYuan("600"), payer));
        UUID second = Ids.next();
        refuses(
                book.instructPayment(second, order, line, Money.ofYuan("600"), payer),
                refusal -> assertThat(refusal.code()).isEqualTo("accepted-insufficient"));

        twice(book.failPayment(payment, actor));
        refuses(
                book.settlePayment(payment, actor),
                refusal -> assertThat(refusal.values()).containsEntry("resolution", "void"));
        UUID third = Ids.next();
        passes(book.instructPayment(third, order, line, Money.ofYuan("600"), payer));
        passes(book.settlePayment(third, actor));

        expect("1000.00", "400.00", "0.00", "0.00", "0.00", "600.00");
    }

    @Test
    void refusesToSettleWhatWasNeverInstructed() {
        refuses(
                book.settlePayment(payment, actor),
                refusal -> assertThat(refusal.code()).isEqualTo("posting-not-pending"));
    }

    @Test
    void refusesAmountsThatAreNotPositive() {
        refuses(
                book.reserve(requisition, line, Money.ZERO, actor),
                refusal -> assertThat(refusal.code()).isEqualTo("amount-out-of-range"));
        refuses(
                book.reserve(requisition, line, Money.ofFen(-1), actor),
                refusal -> assertThat(refusal.code()).isEqualTo("amount-out-of-range"));
        refuses(
                book.reserve(requisition, line, Money.ofFen(Long.MAX_VALUE), actor),
                refusal -> assertThat(refusal.code()).isEqualTo("amount-out-of-range"));
    }

    @Test
    void refusesALineNobodyKnowsAndALineOfAnotherYear() {
        refuses(
                book.reserve(requisition, Ids.next(), THOUSAND, actor),
                refusal -> assertThat(refusal.code()).isEqualTo("budget-line-not-found"));
        UUID old = Ids.next();
        passes(school.insertLine(old, 2025, "30218"));
        passes(book.appropriate(Ids.next(), old, THOUSAND, actor));

        refuses(
                book.reserve(requisition, old, THOUSAND, actor),
                refusal -> assertThat(refusal.code()).isEqualTo("budget-line-of-another-year"));
    }

    @Test
    void whoAskedForAPurchaseMayNeitherReceiveNorPayIt() {
        acceptedFor("600");

        for (Actor twoHats : List.of(actor, receiver)) {
            refuses(
                    book.instructPayment(Ids.next(), order, line, Money.ofYuan("600"), twoHats),
                    refusal -> assertThat(refusal.code()).isEqualTo("duties-not-separate"));
        }
        refuses(
                book.accept(Ids.next(), order, line, Money.ofYuan("1"), actor),
                refusal -> assertThat(refusal.values()).containsEntry("duty", "requester"));
    }

    private void acceptedFor(String yuan) {
        passes(book.reserve(requisition, line, Money.ofYuan(yuan), actor));
        passes(book.encumber(requisition, order, line, Money.ofYuan(yuan), actor));
        passes(book.accept(Ids.next(), order, line, Money.ofYuan(yuan), receiver));
    }

    private void passes(Mono<Void> work) {
        StepVerifier.create(school.run(work)).verifyComplete();
    }

    private void twice(Mono<Void> work) {
        passes(work);
        passes(work);
    }

    private void refuses(Mono<Void> work, Consumer<Refusal> claim) {
        StepVerifier.create(school.run(work))
                .expectErrorSatisfies(error -> {
                    assertThat(error).isInstanceOf(Refusal.class);
                    claim.accept((Refusal) error);
                })
                .verify();
    }

    private void expect(
            String appropriated, String available, String reserved, String encumbered, String accepted, String spent) {
        LineBalance now = school.balance();
        assertThat(now)
                .isEqualTo(new LineBalance(
                        line,
                        Money.ofYuan(appropriated),
                        Money.ofYuan(available),
                        Money.ofYuan(reserved),
                        Money.ofYuan(encumbered),
                        Money.ofYuan(accepted),
                        Money.ofYuan(spent),
                        now.version()));
    }
}
