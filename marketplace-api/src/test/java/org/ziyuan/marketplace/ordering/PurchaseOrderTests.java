package org.ziyuan.marketplace.ordering;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.ziyuan.marketplace.ordering.Purchase.now;
import static org.ziyuan.marketplace.ordering.Purchase.run;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.execution.AccountEntries;
import org.ziyuan.marketplace.execution.AccountEntry;
import org.ziyuan.marketplace.execution.Figure;
import org.ziyuan.marketplace.execution.Holdings;
import org.ziyuan.marketplace.execution.Holdings.Holding;
import org.ziyuan.marketplace.execution.LineJournals;
import org.ziyuan.marketplace.execution.Question;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.worklist.Worklist;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

@MarketplaceTest
class PurchaseOrderTests {

    @Autowired
    ApplicationContext context;

    @Autowired
    IssuePurchaseOrder issue;

    @Autowired
    AnswerPurchaseOrder answer;

    @Autowired
    AcceptDelivery acceptDelivery;

    @Autowired
    RegisterInvoice registerInvoice;

    @Autowired
    PurchaseOrders orders;

    @Autowired
    Worklist worklist;

    @Autowired
    OrderFiles files;

    @Autowired
    MoneyTransactions transactions;

    @Autowired
    DatabaseClient database;

    @Autowired
    Holdings holdings;

    @Autowired
    AccountEntries entries;

    @Autowired
    LineJournals legs;

    private Purchase purchase;

    @BeforeEach
    void freshPurchase() {
        purchase = new Purchase(context);
    }

    @Test
    void issuingEncumbersTheOrderGivesTheRestBackAndPreparesTheLicence() {
        purchase.issue();
        PurchaseOrder order = purchase.current();

        assertThat(order.number()).matches("粤教采订〔20\\d\\d〕\\d{6}号");
        assertThat(order.state()).isEqualTo(OrderState.ISSUED);
        assertThat(order.lines()).singleElement().satisfies(line -> {
            assertThat(line.title()).isEqualTo("爱科学");
            assertThat(line.amount()).isEqualTo(Purchase.TOTAL);
        });
        assertThat(purchase.balance().encumbered()).isEqualTo(Purchase.TOTAL);
        assertThat(purchase.balance().available()).isEqualTo(Money.ofYuan("500"));
        assertThat(purchase.licenceStates()).containsExactly("PENDING");
        assertThat(purchase.news()).containsExactly("PurchaseOrderIssued");
    }

    @Test
    void theSameOrderAgainIsTheSameOrderAlsoWhenAskedForAtOnce() {
        List<PurchaseOrder> answers = Flux.range(0, 6)
                .flatMap(n -> issue.issue(purchase.request, purchase.principal), 6)
                .collectList()
                .block();

        assertThat(answers)
                .hasSize(6)
                .extracting(PurchaseOrder::number)
                .containsOnly(purchase.current().number());
        assertThat(purchase.news()).containsExactly("PurchaseOrderIssued");
        assertThat(purchase.balance().encumbered()).isEqualTo(Purchase.TOTAL);
    }

    @Test
    void theSameIdForAnotherRequisitionIsRefused() {
        purchase.issue();
        OrderRequest r = purchase.request;
        OrderRequest other = new OrderRequest(
                r.orderId(), Ids.next(), r.buyerId(), r.budgetLineId(), r.requestedBy(), r.approvedBy(), r.lines());

        assertRefused(
                "order-differs", () -> issue.issue(other, purchase.principal).block());
    }

    @Test
    void confirmingPutsTheLicenceIntoForceOnceHoweverOftenItIsSaid() {
        purchase.issue();

        run(Flux.range(0, 5).flatMap(n -> answer.confirm(purchase.order, purchase.vendor), 5));

        assertThat(purchase.current().state()).isEqualTo(OrderState.CONFIRMED);
        assertThat(purchase.current().version()).isEqualTo(1);
        assertThat(purchase.licenceStates()).containsExactly("ACTIVE");
        assertThat(purchase.news()).containsExactly("PurchaseOrderIssued", "PurchaseOrderConfirmed");
    }

    @Test
    void aSuspendedVendorConfirmsNothingAndMayStillDecline() {
        purchase.issue();
        database.sql("update organization set status = 'SUSPENDED' where id = :id")
                .bind("id", purchase.vendor.organizationId())
                .then()
                .block();

        assertRefused("vendor-suspended", () -> now(answer.confirm(purchase.order, purchase.vendor)));
        assertThat(purchase.current().state()).isEqualTo(OrderState.ISSUED);
        assertThat(now(answer.decline(purchase.order, "供货资格暂停", purchase.vendor))
                        .state())
                .isEqualTo(OrderState.DECLINED);
    }

    @Test
    void decliningGivesTheMoneyBackAndEndsTheLicence() {
        purchase.issue();

        run(answer.decline(purchase.order, "库存不足", purchase.vendor));

        assertThat(purchase.current().state()).isEqualTo(OrderState.DECLINED);
        assertThat(purchase.balance().available()).isEqualTo(Money.ofYuan("1000"));
        assertThat(purchase.licenceStates()).containsExactly("REVOKED");
        assertRefused(
                "purchase-order-state-forbids",
                () -> answer.confirm(purchase.order, purchase.vendor).block());
    }

    @Test
    void ofYesNoAndTakenBackSaidAtTheSameMomentOneHoldsForMoneyAndLicenceAlike() {
        for (int round = 0; round < 5; round++) {
            Purchase contested = new Purchase(context);
            contested.issue();

            List<Mono<PurchaseOrder>> acts = List.of(
                    answer.confirm(contested.order, contested.vendor),
                    answer.decline(contested.order, "库存不足", contested.vendor),
                    answer.cancel(contested.order, "改用别的资源", contested.requester));
            List<String> said = now(Flux.fromIterable(acts)
                    .flatMap(
                            act -> act.map(after -> after.state().name())
                                    .onErrorResume(Refusal.class, refused -> Mono.just(refused.code())),
                            3)
                    .collectList());

            OrderState state = contested.current().state();
            assertThat(said)
                    .containsExactlyInAnyOrder(
                            state.name(), "purchase-order-state-forbids", "purchase-order-state-forbids");
            boolean bought = state == OrderState.CONFIRMED;
            assertThat(contested.licenceStates()).containsExactly(bought ? "ACTIVE" : "REVOKED");
            assertThat(contested.balance().encumbered()).isEqualTo(bought ? Purchase.TOTAL : Money.ZERO);
        }
    }

    @Test
    void theBuyerTakesBackAnOrderNobodyAnswered() {
        purchase.issue();

        run(answer.cancel(purchase.order, "改用别的资源", purchase.requester));

        assertThat(purchase.current().state()).isEqualTo(OrderState.CANCELLED);
        assertThat(purchase.balance().available()).isEqualTo(Money.ofYuan("1000"));
    }

    @Test
    void whoAskedOrApprovedDoesNotAccept() {
        purchase.confirm();

        assertRefused("acceptor-is-requester", () -> accept(purchase.requester));
        assertRefused("acceptor-is-approver", () -> accept(purchase.principal));
        assertRefused("role-required", () -> accept(purchase.accountant));
        assertThat(purchase.current().state()).isEqualTo(OrderState.CONFIRMED);
    }

    /** The list of what waits for a person says of every person of the school what the command itself would say. */
    @Test
    void anOrderWaitsForExactlyThoseWhoMayTakeItsNextStep() {
        Purchase other = new Purchase(context);
        List<Actor> people = List.of(
                purchase.requester,
                purchase.reviewer,
                purchase.accountant,
                purchase.principal,
                purchase.teacher,
                purchase.vendor,
                purchase.bureau,
                other.teacher,
                other.accountant);
        purchase.confirm();
        assertThat(people.stream().filter(person -> waits(person, Duty.ACCEPT))).containsExactly(purchase.teacher);
        assertThat(people.stream().filter(person -> waits(person, Duty.PAY))).isEmpty();

        Actor receivingAccountant = new Actor(
                purchase.teacher.personId(),
                "张老师",
                purchase.accountant.organizationId(),
                purchase.accountant.organizationPath(),
                Set.of(Role.TEACHER, Role.CASHIER));
        accept(receivingAccountant);
        run(context.getBean(RegisterInvoice.class)
                .register(purchase.order, purchase.claim(Purchase.TOTAL), purchase.vendor));
        assertThat(people.stream().filter(person -> waits(person, Duty.ACCEPT))).isEmpty();
        assertThat(people.stream().filter(person -> waits(person, Duty.PAY))).containsExactly(purchase.accountant);
        assertThat(waits(receivingAccountant, Duty.PAY)).isFalse();
    }

    private boolean waits(Actor person, Duty duty) {
        String kind = duty.name().toLowerCase(Locale.ROOT);
        boolean listed = now(worklist.of(person, kind, Sought.everything(Cursor.START, 10))).items().stream()
                .anyMatch(item -> item.id().equals(purchase.order));
        assertThat(now(orders.ofThem(List.of(purchase.order), person, duty)).contains(purchase.order))
                .isEqualTo(listed);
        return listed;
    }

    @Test
    void acceptingMakesTheSchoolOweAndTheMatchedInvoiceMakesItPayable() {
        purchase.invoice();
        PurchaseOrder order = purchase.current();

        assertThat(order.state()).isEqualTo(OrderState.INVOICED);
        assertThat(purchase.balance().accepted()).isEqualTo(Purchase.TOTAL);
        OrderPapers papers = now(files.of(purchase.order, purchase.accountant));
        assertThat(papers.steps())
                .extracting(OrderPapers.Step::event)
                .containsExactly("ISSUE", "CONFIRM", "ACCEPT", "INVOICE");
        assertThat(papers.invoice()).isNotNull();
    }

    @Test
    void anInvoiceThatDoesNotMatchNamesBothValues() {
        purchase.accept();
        InvoiceClaim good = purchase.claim(Purchase.TOTAL);

        assertThatThrownBy(() -> registerInvoice
                        .register(purchase.order, purchase.claim(Money.ofYuan("501")), purchase.vendor)
                        .block())
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal -> assertThat(refusal.values())
                                .isEqualTo(Map.of("invoice", Money.ofYuan("501"), "order", Purchase.TOTAL)));
        assertRefused(
                "invoice-buyer-differs",
                () -> registerInvoice
                        .register(
                                purchase.order,
                                new InvoiceClaim(
                                        null,
                                        good.number(),
                                        good.issuedOn(),
                                        good.amount(),
                                        good.tax(),
                                        "第三小学",
                                        good.sellerCreditCode()),
                                purchase.vendor)
                        .block());
        assertRefused(
                "invoice-seller-differs",
                () -> registerInvoice
                        .register(
                                purchase.order,
                                new InvoiceClaim(
                                        null,
                                        good.number(),
                                        good.issuedOn(),
                                        good.amount(),
                                        good.tax(),
                                        "第一小学",
                                        "91440101MA5ABCDE2X"),
                                purchase.vendor)
                        .block());
        assertThat(purchase.current().state()).isEqualTo(OrderState.ACCEPTED);
    }

    @Test
    void anInvoicePaysOneOrderOfItsVendorHoweverItsNumberIsTyped() {
        purchase.accept();
        run(registerInvoice.register(purchase.order, numbered(null, "12345678"), purchase.vendor));
        Purchase second = new Purchase(context, purchase.vendor);
        second.accept();

        for (InvoiceClaim again : List.of(
                numbered(null, "12345678"),
                numbered(null, " １２３４\u00a05678\u200b"),
                numbered(null, "1234-5678"),
                numbered("044001900111", "12345678"))) {
            assertRefused(
                    "invoice-number-used",
                    () -> registerInvoice
                            .register(second.order, again, second.vendor)
                            .block());
        }
        assertThat(second.current().state()).isEqualTo(OrderState.ACCEPTED);
    }

    @Test
    void noVendorUsesUpTheNumbersOfAnother() {
        purchase.accept();
        Purchase second = new Purchase(context);
        second.accept();

        run(registerInvoice.register(purchase.order, numbered(null, "12345678"), purchase.vendor));
        run(registerInvoice.register(second.order, numbered(null, "12345678"), second.vendor));

        assertThat(second.current().state()).isEqualTo(OrderState.INVOICED);
    }

    @Test
    void oldInvoicesOfOneNumberAreToldApartByTheirCodes() {
        purchase.accept();
        Purchase second = new Purchase(context, purchase.vendor);
        second.accept();
        Purchase third = new Purchase(context, purchase.vendor);
        third.accept();

        run(registerInvoice.register(purchase.order, numbered("044001900111", "12345678"), purchase.vendor));
        run(registerInvoice.register(second.order, numbered("044001900 112", "12345678"), second.vendor));

        assertThat(now(files.of(second.order, second.accountant)).invoice())
                .extracting(OrderPapers.Invoice::code, OrderPapers.Invoice::number)
                .containsExactly("044001900112", "12345678");
        assertRefused(
                "invoice-number-used",
                () -> registerInvoice
                        .register(third.order, numbered("044001900112", "12345678"), third.vendor)
                        .block());
        assertRefused("invoice-code-malformed", () -> numbered("044001900111", "26440000000000000001"));
        assertRefused("invoice-code-malformed", () -> numbered("12A", "12345678"));
    }

    @Test
    void twoOrdersThatClaimOneInvoiceAtOnceGetItOnce() {
        purchase.accept();
        Purchase second = new Purchase(context, purchase.vendor);
        second.accept();

        List<String> said = now(Flux.just(
                        registerInvoice.register(purchase.order, numbered(null, "12345678"), purchase.vendor),
                        registerInvoice.register(second.order, numbered("044001900111", "12345678"), second.vendor))
                .flatMap(
                        act -> act.map(after -> after.state().name())
                                .onErrorResume(Refusal.class, refused -> Mono.just(refused.code())),
                        2)
                .collectList());

        assertThat(said).containsExactlyInAnyOrder("INVOICED", "invoice-number-used");
    }

    @Test
    void theDaysToPayAreCountedFromTheDeliveryAndNothingLaterMovesThem() {
        purchase.confirm();
        LocalDate delivered = LocalDate.now(Clock.systemUTC()).minusDays(20);
        assertThat(purchase.current().payBy()).isNull();

        PurchaseOrder accepted =
                now(acceptDelivery.accept(purchase.order, new AcceptanceNote(delivered, ""), purchase.teacher));
        run(registerInvoice.register(purchase.order, purchase.claim(Purchase.TOTAL), purchase.vendor));

        assertThat(accepted.payBy()).isEqualTo(delivered.plusDays(30));
        assertThat(purchase.current().payBy()).isEqualTo(delivered.plusDays(30));
    }

    @Test
    void aDeliveryThatDoesNotPassMovesNoMoneyAndIsLookedAtAgainOnceMended() {
        purchase.confirm();

        for (int twice = 0; twice < 2; twice++) {
            assertThat(now(acceptDelivery.reject(purchase.order, "两节课打不开", purchase.teacher))
                            .state())
                    .isEqualTo(OrderState.TO_MEND);
        }
        assertThat(purchase.balance().encumbered()).isEqualTo(Purchase.TOTAL);
        assertThat(purchase.balance().accepted()).isEqualTo(Money.ZERO);
        assertThat(purchase.licenceStates()).containsExactly("ACTIVE");
        assertRefused("purchase-order-state-forbids", () -> accept(purchase.teacher));
        assertRefused(
                "purchase-order-state-forbids",
                () -> run(registerInvoice.register(purchase.order, purchase.claim(Purchase.TOTAL), purchase.vendor)));

        run(answer.redeliver(purchase.order, "已重新上传", purchase.vendor));
        run(answer.redeliver(purchase.order, "已重新上传", purchase.vendor));
        run(acceptDelivery.reject(purchase.order, "还有一节打不开", purchase.teacher));
        run(answer.redeliver(purchase.order, "换了服务器", purchase.vendor));
        accept(purchase.teacher);

        assertThat(purchase.balance().accepted()).isEqualTo(Purchase.TOTAL);
        OrderPapers papers = now(files.of(purchase.order, purchase.accountant));
        assertThat(papers.rejections())
                .extracting(OrderPapers.Rejection::reason, OrderPapers.Rejection::mended)
                .containsExactly(tuple("两节课打不开", "已重新上传"), tuple("还有一节打不开", "换了服务器"));
        assertThat(papers.steps())
                .extracting(OrderPapers.Step::event)
                .containsExactly(
                        "ISSUE", "CONFIRM", "REJECT_DELIVERY", "REDELIVER", "REJECT_DELIVERY", "REDELIVER", "ACCEPT");
        assertThat(purchase.news())
                .contains("DeliveryRejected", "DeliveryMended")
                .endsWith("DeliveryAccepted");
        everyInvariantHolds();
    }

    @Test
    void aDeliveryIsRejectedByWhoMayAcceptItWithAReasonAndMendedByItsVendor() {
        purchase.confirm();

        assertRefused("reason-required", () -> run(acceptDelivery.reject(purchase.order, " ", purchase.teacher)));
        assertRefused(
                "acceptor-is-requester", () -> run(acceptDelivery.reject(purchase.order, "缺一课", purchase.requester)));
        assertRefused(
                "purchase-order-not-found", () -> run(acceptDelivery.reject(purchase.order, "缺一课", purchase.stranger)));
        assertRefused(
                "purchase-order-state-forbids", () -> run(answer.redeliver(purchase.order, "好了", purchase.vendor)));
        run(acceptDelivery.reject(purchase.order, "缺一课", purchase.teacher));
        assertRefused(
                "purchase-order-not-found",
                () -> run(answer.redeliver(purchase.order, "好了", new Purchase(context).vendor)));
        assertRefused("reason-required", () -> run(answer.redeliver(purchase.order, "", purchase.vendor)));
    }

    @Test
    void whatIsNotSoldAnyMoreAtThePriceThatWasApprovedIsNotOrdered() {
        OrderRequest.Line line = purchase.request.lines().get(0);
        String listing = " where id = '" + line.listingId() + "'";
        String offer = " where id = '" + line.offerId() + "'";

        refusesToIssueAfter(
                "listing-not-for-sale",
                "update listing set state = 'SUSPENDED'" + listing,
                "update listing set state = 'PUBLISHED'" + listing);
        refusesToIssueAfter(
                "listing-not-for-sale",
                "update offer set active = false" + offer,
                "update offer set active = true" + offer);
        refusesToIssueAfter(
                "price-changed",
                "update offer set unit_price_in_fen = 4000, price_version = 2" + offer,
                "update offer set unit_price_in_fen = 5000, price_version = 3" + offer);

        purchase.issue();
        assertThat(purchase.current().state()).isEqualTo(OrderState.ISSUED);
    }

    @Test
    void aListingThatIsStoppedAfterTheOrderIsNotConfirmedAndMayBeDeclined() {
        purchase.issue();
        sql("update listing set state = 'SUSPENDED' where id = '"
                + purchase.request.lines().get(0).listingId() + "'");

        assertRefused("listing-suspended", () -> run(answer.confirm(purchase.order, purchase.vendor)));
        assertThat(purchase.licenceStates()).containsExactly("PENDING");
        run(answer.decline(purchase.order, "资源暂停", purchase.vendor));
        assertThat(purchase.balance().available()).isEqualTo(Money.ofYuan("1000"));
    }

    /** A bureau that buys for itself or for its schools holds the licence, and answers for the order behind it. */
    @Test
    void aBureauSeesWhatItBoughtItself() {
        purchase.issue();
        Actor buyer = new Actor(
                purchase.requester.person(),
                "区教育局",
                purchase.requester.organizationId(),
                purchase.requester.organizationPath(),
                Set.of(Role.COUNTY_BUREAU));

        assertThat(numberOfOrdersSeenBy(buyer)).isEqualTo(1);
        assertThat(now(orders.find(purchase.order, buyer)).id()).isEqualTo(purchase.order);
    }

    @Test
    void eachSeesItsOwnAndTheBureauItsSubtreeAndOthersNothing() {
        purchase.issue();

        assertThat(numberOfOrdersSeenBy(purchase.requester)).isEqualTo(1);
        assertThat(numberOfOrdersSeenBy(purchase.vendor)).isEqualTo(1);
        assertThat(numberOfOrdersSeenBy(purchase.bureau)).isEqualTo(1);
        assertThat(numberOfOrdersSeenBy(purchase.stranger)).isZero();
        assertRefused(
                "purchase-order-not-found",
                () -> orders.find(purchase.order, purchase.stranger).block());
        assertRefused("purchase-order-not-found", () -> accept(purchase.stranger));
        assertRefused(
                "purchase-order-not-found",
                () -> answer.confirm(purchase.order, new Purchase(context).vendor)
                        .block());
    }

    @Test
    void aListContinuesWhereItsCursorPoints() {
        purchase.issue();
        var first = now(orders.list(purchase.bureau, null, Cursor.START, 1));
        assertThat(first.next()).isNull();

        var beyond = now(orders.list(
                purchase.bureau,
                null,
                new Cursor(first.items().get(0).issuedAt(), first.items().get(0).id()),
                1));
        assertThat(beyond.items()).isEmpty();
    }

    @Test
    void aListIsNarrowedByWordsAndDaysInTheDatabaseAndContinuesNarrowed() {
        purchase.issue();
        String number = purchase.current().number();
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));

        assertThat(found(List.of(number, "第一小学"), today, today)).containsExactly(purchase.order);
        assertThat(found(List.of("爱科学", "没有这家"), null, null)).isEmpty();
        assertThat(found(List.of("%"), null, null)).isEmpty();
        assertThat(found(List.of("_"), null, null)).isEmpty();
        assertThat(found(List.of(), today.plusDays(1), null)).isEmpty();
        assertThat(found(List.of(), null, today.minusDays(1))).isEmpty();

        var sought = new Sought(List.of("爱科学"), null, null, "", 1, "", Map.of(), Set.of());
        var first = now(orders.list(purchase.bureau, null, null, sought));
        PurchaseOrder only = first.items().get(0);
        var place = new Cursor(only.issuedAt(), only.id());
        assertThat(now(orders.list(purchase.bureau, null, null, sought.from(place, 1)))
                        .items())
                .isEmpty();
    }

    /** What a figure consists of, and the sheets behind it, are searched by what the paper is called. */
    @Test
    void theMoneyOfAnOrderIsFoundByItsNumber() {
        purchase.issue();
        String number = purchase.current().number();
        var question = new Question(
                purchase.bureau.organizationId(),
                null,
                LocalDate.now(ZoneId.of("Asia/Shanghai")).getYear());

        List<Holding> held = now(holdings.of(question, Figure.ENCUMBERED, called(number), purchase.bureau))
                .items();
        assertThat(held).extracting(Holding::documentId).containsExactly(purchase.order);
        assertThat(now(holdings.of(question, Figure.ENCUMBERED, called(number + "9"), purchase.bureau))
                        .items())
                .isEmpty();
        long account = held.get(0).accountId();
        assertThat(now(entries.of(account, called(number), purchase.bureau)).items())
                .extracting(AccountEntry::kind)
                .containsExactly("order-encumbered");
        assertThat(now(entries.of(account, called(number + "9"), purchase.bureau))
                        .items())
                .isEmpty();
        assertThat(now(legs.ofLine(held.get(0).lineId(), called(number), purchase.bureau))
                        .items())
                .extracting(LineJournals.Leg::kind)
                .containsOnly("order-encumbered");
    }

    private static Sought called(String word) {
        return new Sought(List.of(word), null, null, "", 10, "", Map.of(), Set.of());
    }

    private List<UUID> found(List<String> words, @Nullable LocalDate from, @Nullable LocalDate until) {
        var sought = new Sought(words, from, until, "", 10, "", Map.of(), Set.of());
        return now(orders.list(purchase.bureau, null, null, sought)).items().stream()
                .map(PurchaseOrder::id)
                .toList();
    }

    @Test
    void theDatabaseRefusesAtCommitAnOrderWhoseStepWasNotTakenWhole() {
        purchase.issue();

        assertThatThrownBy(() -> transactions
                        .execute(database.sql("update purchase_order set state = 'CONFIRMED' where id = :id")
                                .bind("id", purchase.order)
                                .then())
                        .block())
                .hasMessageContaining("is torn");
        assertThat(purchase.current().state()).isEqualTo(OrderState.ISSUED);
    }

    @Test
    void everyInvariantHoldsAfterAllOfThis() {
        purchase.invoice();

        everyInvariantHolds();
    }

    private void everyInvariantHolds() {
        List<Invariant.Violation> found = Flux.fromIterable(
                        context.getBeansOfType(Invariant.class).values())
                .filter(invariant -> invariant.code().startsWith("order-"))
                .concatMap(Invariant::check)
                .collectList()
                .block();

        assertThat(found).isEmpty();
    }

    private void refusesToIssueAfter(String code, String change, String back) {
        sql(change);
        assertRefused(code, () -> run(issue.issue(purchase.request, purchase.principal)));
        assertThat(purchase.balance().reserved()).isEqualTo(Money.ofYuan("600"));
        sql(back);
    }

    private InvoiceClaim numbered(@Nullable String code, String number) {
        InvoiceClaim good = purchase.claim(Purchase.TOTAL);
        return new InvoiceClaim(
                code, number, good.issuedOn(), good.amount(), good.tax(), good.buyerName(), good.sellerCreditCode());
    }

    private void sql(String change) {
        run(database.sql(change).then());
    }

    private void accept(Actor by) {
        run(acceptDelivery.accept(purchase.order, purchase.note(), by));
    }

    private int numberOfOrdersSeenBy(Actor actor) {
        return orders.list(actor, null, Cursor.START, 10)
                .map(page -> page.items().size())
                .blockOptional()
                .orElseThrow();
    }

    private static void assertRefused(String code, ThrowingCallable act) {
        assertThatThrownBy(act)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }
}
