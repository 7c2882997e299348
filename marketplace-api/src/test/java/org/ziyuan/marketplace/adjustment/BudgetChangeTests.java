package org.ziyuan.marketplace.adjustment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.test.TestPeople.signedIn;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.ziyuan.marketplace.adjustment.BudgetChange.Kind;
import org.ziyuan.marketplace.adjustment.BudgetChange.State;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.Appropriations;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.ledger.Corrections;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.yearend.County;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

@MarketplaceTest
class BudgetChangeTests {

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    BudgetBook book;

    @Autowired
    MoneyTransactions money;

    @Autowired
    RequestBudgetChange request;

    @Autowired
    DecideBudgetChange decide;

    @Autowired
    @Qualifier("purposeIsKept")
    Invariant purpose;

    private County county;
    private Actor accountant;
    private UUID books;
    private UUID tools;

    @BeforeEach
    void aSchoolWithTwoLines() {
        county = new County(database);
        accountant = county.school();
        books = county.line(accountant.organizationId(), 2026, "30218");
        tools = county.line(accountant.organizationId(), 2026, "31007");
        money.execute(book.appropriate(Ids.next(), books, Money.ofYuan("1000"), accountant))
                .block();
    }

    @Test
    void aTransferMovesNothingUntilTheBureauAgreesAndThenOnce() {
        BudgetChange asked = ask(Kind.TRANSFER, books, tools, "300", accountant);
        assertThat(available(books)).isEqualTo(Money.ofYuan("1000"));

        for (int time = 0; time < 2; time++) {
            assertThat(now(decide.approve(asked.id(), "同意", county.bureau)).state())
                    .isEqualTo(State.APPROVED);
        }

        assertThat(available(books)).isEqualTo(Money.ofYuan("700"));
        assertThat(available(tools)).isEqualTo(Money.ofYuan("300"));
        refuses(decide.reject(asked.id(), "迟了", county.secondOfBureau), "budget-change-decided");
        refuses(decide.withdraw(asked.id(), accountant), "budget-change-decided");
        assertThat(purpose.check().collectList().block()).isEmpty();
    }

    @Test
    void aDecisionMayDemandTheStateThatWasRead() {
        String change = "/api/v1/budget-changes/"
                + ask(Kind.TRANSFER, books, tools, "300", accountant).id();
        String asked = TestPeople.tag(TestPeople.signedIn(context, county.bureau), change);

        for (String act : List.of("/approve", "/reject", "/withdraw")) {
            demanding("\"APPROVED\"", act.equals("/withdraw") ? accountant : county.bureau, change + act)
                    .expectStatus()
                    .isEqualTo(412)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("changed-meanwhile");
        }
        assertThat(available(books)).isEqualTo(Money.ofYuan("1000"));

        demanding(asked, county.bureau, change + "/approve").expectStatus().isOk();
        assertThat(available(books)).isEqualTo(Money.ofYuan("700"));
    }

    private ResponseSpec demanding(String tag, Actor actor, String path) {
        return TestPeople.signedIn(context, actor)
                .post()
                .uri(path)
                .header("If-Match", tag)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"note\":\"看过\"}")
                .exchange();
    }

    @Test
    void nobodyDecidesHisOwnAndNobodyWithoutTheOversight() {
        BudgetChange own = ask(Kind.TRANSFER, books, tools, "300", county.bureau);
        refuses(decide.approve(own.id(), "", county.bureau), "decided-by-its-requester");
        refuses(decide.approve(own.id(), "", accountant), "role-required");
        refuses(decide.approve(own.id(), "", new County(database).bureau), "budget-change-not-found");
        Actor principal = county.colleagueOf(accountant, Role.COUNTY_BUREAU);
        UUID elsewhere = county.line(county.school().organizationId(), 2026, "30218");
        BudgetChange across = ask(Kind.TRANSFER, books, elsewhere, "1", county.bureau);
        refuses(decide.approve(across.id(), "", principal), "overseer-required");

        assertThat(now(decide.approve(own.id(), "", county.secondOfBureau)).decidedBy())
                .isEqualTo(county.secondOfBureau.personId());
    }

    @Test
    void refusesMoreThanThereIsWhenAskedAndAgainWhenAgreed() {
        refuses(
                wish(Kind.TRANSFER, books, tools, "1000.01", accountant),
                refusal -> assertThat(refusal.values())
                        .containsEntry("available", Money.ofYuan("1000"))
                        .containsEntry("requested", Money.ofYuan("1000.01")));
        BudgetChange asked = ask(Kind.CUT, books, null, "900", county.bureau);
        money.execute(book.reserve(Ids.next(), books, Money.ofYuan("200"), accountant))
                .block();

        refuses(decide.approve(asked.id(), "", county.secondOfBureau), refusal -> {
            assertThat(refusal.code()).isEqualTo("budget-insufficient");
            assertThat(refusal.values())
                    .containsEntry("available", Money.ofYuan("800"))
                    .containsEntry("requested", Money.ofYuan("900"));
        });

        assertThat(now(context.getBean(BudgetChanges.class).find(asked.id(), county.bureau))
                        .state())
                .isEqualTo(State.REQUESTED);
        assertThat(available(books)).isEqualTo(Money.ofYuan("800"));
    }

    @Test
    void moreIsGivenAndLessIsLeftTheSameWay() {
        BudgetChange more = ask(Kind.ADDITION, null, tools, "50", accountant);
        BudgetChange less = ask(Kind.CUT, books, null, "100", accountant);
        done(decide.approve(more.id(), "", county.bureau));
        done(decide.approve(less.id(), "", county.bureau));

        assertThat(available(tools)).isEqualTo(Money.ofYuan("50"));
        assertThat(available(books)).isEqualTo(Money.ofYuan("900"));
    }

    @Test
    void moneyStaysInItsFundItsProjectItsYearAndItsPurse() {
        UUID school = accountant.organizationId();
        UUID special = county.line("special", school, 2026, "30218", "", 0, null);
        UUID project = county.line("per-pupil", school, 2026, "30218", "数字资源", 0, null);
        UUID other = county.line("per-pupil", school, 2026, "30218", "实验室", 0, null);
        UUID old = county.line(school, 2025, "30218");
        for (UUID rich : List.of(special, project)) {
            money.execute(book.appropriate(Ids.next(), rich, Money.ofYuan("10"), accountant))
                    .block();
        }

        refuses(wish(Kind.TRANSFER, books, special, "1", accountant), "purpose-forbids");
        refuses(wish(Kind.TRANSFER, special, books, "1", accountant), "purpose-forbids");
        refuses(wish(Kind.TRANSFER, project, books, "1", accountant), "purpose-forbids");
        refuses(wish(Kind.TRANSFER, project, other, "1", accountant), "purpose-forbids");
        refuses(wish(Kind.TRANSFER, books, old, "1", accountant), "budget-lines-of-different-years");
        refuses(wish(Kind.TRANSFER, books, books, "1", accountant), "budget-change-lines");
        refuses(wish(Kind.ADDITION, books, tools, "1", accountant), "budget-change-lines");
        refuses(wish(Kind.TRANSFER, books, tools, "0", accountant), "amount-out-of-range");
        refuses(wish(Kind.TRANSFER, books, Ids.next(), "1", accountant), "budget-line-not-found");
        done(decide.approve(ask(Kind.TRANSFER, books, project, "5", accountant).id(), "", county.bureau));
        assertThat(available(project)).isEqualTo(Money.ofYuan("15"));
        assertThat(purpose.check().collectList().block()).isEmpty();
    }

    @Test
    void neitherTransferNorAdditionReachesAClassTheFundMustNotServe() {
        database.sql("insert into region (code, name, tier) values ('100000', '中国', 'nation') on conflict do nothing")
                .then()
                .then(database.sql("update organization set region_code = '100000' where id = :school")
                        .bind("school", accountant.organizationId())
                        .then())
                .block();
        UUID school = accountant.organizationId();
        UUID allowed = county.line("education-surcharge", school, 2026, "30218", "", 0, null);
        UUID salaries = county.line("education-surcharge", school, 2026, "30101", "", 0, null);
        money.execute(book.appropriate(Ids.next(), allowed, Money.ofYuan("10"), accountant))
                .block();

        refuses(wish(Kind.TRANSFER, allowed, salaries, "1", accountant), "purpose-not-allowed");
        refuses(wish(Kind.ADDITION, null, salaries, "1", accountant), "purpose-not-allowed");
    }

    @Test
    void moneyThatLeftItsPurposeIsFound() {
        UUID special = county.line("special", accountant.organizationId(), 2026, "30218", "", 0, null);
        money.execute(book.appropriate(Ids.next(), special, Money.ofYuan("10"), accountant))
                .block();
        UUID forged = Ids.next();
        money.execute(context.getBean(Appropriations.class)
                        .transfer(forged, special, books, Money.ofYuan("1"), county.bureau))
                .block();

        assertThat(purpose.check().collectList().block())
                .singleElement()
                .satisfies(violation ->
                        assertThat(violation.explanation()).contains(special.toString(), books.toString()));

        // The books are shared by all tests, so it is taken back; taken back, it is no violation any more.
        UUID journal = now(database.sql("select id from journal where document_id = :forged")
                .bind("forged", forged)
                .mapValue(UUID.class)
                .one());
        money.execute(context.getBean(Corrections.class).takeBack(journal, county.bureau))
                .block();
        assertThat(purpose.check().collectList().block()).isEmpty();
    }

    @Test
    void theSameRequestIsOneChangeAndTheSameKeyForAnotherIsRefused() {
        Map<String, Object> body =
                Map.of("kind", "TRANSFER", "fromLineId", books, "toLineId", tools, "amount", "12.50", "reason", "教具不足");
        String key = Ids.next().toString();
        for (int time = 0; time < 2; time++) {
            signedIn(context, accountant)
                    .post()
                    .uri("/api/v1/budget-changes")
                    .header("Idempotency-Key", key)
                    .bodyValue(body)
                    .exchange()
                    .expectStatus()
                    .isCreated()
                    .expectBody()
                    .jsonPath("$.state")
                    .isEqualTo("REQUESTED")
                    .jsonPath("$.amount")
                    .isEqualTo("12.50");
        }
        signedIn(context, accountant)
                .get()
                .uri("/api/v1/budget-changes?state=REQUESTED")
                .exchange()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1);
        signedIn(context, accountant)
                .post()
                .uri("/api/v1/budget-changes/" + Ids.next() + "/approve")
                .bodyValue(Map.of())
                .exchange()
                .expectStatus()
                .value(status -> assertThat(status).isIn(403, 404));
        UUID id = Ids.next();
        done(request.request(id, new BudgetWish(Kind.ADDITION, null, tools, Money.ofYuan("1"), "甲"), accountant));
        refuses(
                request.request(id, new BudgetWish(Kind.ADDITION, null, tools, Money.ofYuan("2"), "甲"), accountant),
                "budget-change-differs");
    }

    private BudgetChange ask(Kind kind, @Nullable UUID from, @Nullable UUID to, String yuan, Actor by) {
        return now(wish(kind, from, to, yuan, by));
    }

    private Mono<BudgetChange> wish(Kind kind, @Nullable UUID from, @Nullable UUID to, String yuan, Actor by) {
        return request.request(Ids.next(), new BudgetWish(kind, from, to, Money.ofYuan(yuan), "年中调整"), by);
    }

    private Money available(UUID line) {
        return now(book.balance(line)).available();
    }

    private static void done(Mono<?> work) {
        work.then().block();
    }

    private static <T> T now(Mono<T> work) {
        return work.blockOptional().orElseThrow();
    }

    private static void refuses(Mono<?> work, String code) {
        refuses(work, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static void refuses(Mono<?> work, Consumer<Refusal> claim) {
        StepVerifier.create(work)
                .expectErrorSatisfies(error -> {
                    assertThat(error).isInstanceOf(Refusal.class);
                    claim.accept((Refusal) error);
                })
                .verify();
    }
}
