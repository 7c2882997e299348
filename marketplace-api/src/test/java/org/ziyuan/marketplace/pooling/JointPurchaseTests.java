package org.ziyuan.marketplace.pooling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.test.TestPeople.signedIn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.context.ApplicationContext;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.StatusAssertions;
import org.ziyuan.marketplace.audit.Invariant;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.pooling.JointPurchase.State;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.yearend.County;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import tools.jackson.databind.json.JsonMapper;

@MarketplaceTest
class JointPurchaseTests {

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    BudgetBook book;

    @Autowired
    MoneyTransactions money;

    @Autowired
    OpenJointPurchase open;

    @Autowired
    JoinJointPurchase join;

    @Autowired
    WithdrawJointDemand withdraw;

    @Autowired
    AwardJointPurchase award;

    @Autowired
    CancelJointPurchase cancel;

    @Autowired
    JointPurchases purchases;

    @Autowired
    JointDemands demands;

    @Autowired
    @Qualifier("sharesAreTheAward")
    Invariant shares;

    @Autowired
    @Qualifier("contractsHoldTheirValue")
    Invariant contracts;

    private County county;
    private UUID vendor;
    private final List<Actor> schools = new ArrayList<>();
    private final List<UUID> lines = new ArrayList<>();

    @BeforeEach
    void threeSchools() {
        county = new County(database);
        vendor = county.vendor().organizationId();
        for (int n = 0; n < 3; n++) {
            Actor school = county.school();
            UUID line = county.line(school.organizationId(), 2026, "30218");
            money.execute(book.appropriate(Ids.next(), line, Money.ofYuan("1000"), school))
                    .block();
            schools.add(school);
            lines.add(line);
        }
    }

    @Test
    void anAwardIsSplitOverTheSchoolsToTheFen() {
        UUID purchase = opened(null, "100");
        for (int n = 0; n < 3; n++) {
            JointDemand unused = now(join.join(Ids.next(), purchase, 1, lines.get(n), schools.get(n)));
        }
        UUID awardId = Ids.next();

        for (int time = 0; time < 2; time++) {
            JointPurchase awarded =
                    now(award.award(awardId, purchase, Money.ofYuan("100"), vendor, county.secondOfBureau));
            assertThat(awarded.state()).isEqualTo(State.AWARDED);
        }

        List<Long> paid =
                now(demands.list(purchase, county.bureau, Sought.everything(Cursor.START, 10))).items().stream()
                        .map(demand ->
                                java.util.Objects.requireNonNull(demand.share()).fen())
                        .sorted()
                        .toList();
        assertThat(paid).containsExactly(3333L, 3333L, 3334L);
        for (UUID line : lines) {
            assertThat(now(book.balance(line)).encumbered().fen()).isBetween(3333L, 3334L);
            assertThat(now(book.balance(line)).reserved()).isEqualTo(Money.ZERO);
        }
        assertThat(now(database.sql("select count(*) from journal where document_id = :award")
                        .bind("award", awardId)
                        .mapValue(Long.class)
                        .one()))
                .isEqualTo(1);
        assertThat(now(demands.list(purchase, schools.get(0), Sought.everything(Cursor.START, 10)))
                        .items())
                .hasSize(1);
        assertThat(shares.check().collectList().block()).isEmpty();
    }

    @Test
    void aPoolPaysForItsSchoolsAndEveryShareIsKnown() {
        UUID pool = county.line(county.id, 2026, "31007");
        money.execute(book.appropriate(Ids.next(), pool, Money.ofYuan("500"), county.bureau))
                .block();
        UUID purchase = opened(pool, "10");
        done(join.join(Ids.next(), purchase, 20, null, schools.get(0)));
        done(join.join(Ids.next(), purchase, 10, null, schools.get(1)));
        refuses(join.join(Ids.next(), purchase, 21, null, schools.get(2)), "budget-insufficient");
        refuses(join.join(Ids.next(), purchase, 1, lines.get(2), schools.get(2)), "joint-purchase-payer");

        done(award.award(Ids.next(), purchase, Money.ofYuan("250"), vendor, county.secondOfBureau));

        assertThat(now(book.balance(pool)).encumbered()).isEqualTo(Money.ofYuan("250"));
        assertThat(now(book.balance(pool)).available()).isEqualTo(Money.ofYuan("250"));
        assertThat(now(demands.list(purchase, county.bureau, Sought.everything(Cursor.START, 10)))
                        .items())
                .extracting(JointDemand::share)
                .containsExactlyInAnyOrder(Money.ofFen(16_667), Money.ofFen(8_333));
        assertThat(shares.check().collectList().block()).isEmpty();
    }

    @Test
    void anAwardBeyondWhatASchoolReservedIsRefusedAndLeavesEverythingAsItWas() {
        UUID purchase = opened(null, "100");
        refuses(
                award.award(Ids.next(), purchase, Money.ofYuan("1"), vendor, county.secondOfBureau),
                "joint-purchase-without-demand");
        done(join.join(Ids.next(), purchase, 2, lines.get(0), schools.get(0)));

        refuses(
                award.award(Ids.next(), purchase, Money.ofYuan("200.01"), vendor, county.secondOfBureau),
                "reservation-insufficient");
        refuses(
                award.award(Ids.next(), purchase, Money.ofYuan("200"), vendor, county.bureau),
                "decided-by-its-requester");
        refuses(
                award.award(Ids.next(), purchase, Money.ofYuan("200"), Ids.next(), county.secondOfBureau),
                "vendor-not-active");

        assertThat(now(purchases.find(purchase, county.bureau)).state()).isEqualTo(State.OPEN);
        assertThat(now(book.balance(lines.get(0))).reserved()).isEqualTo(Money.ofYuan("200"));
        assertThat(shares.check().collectList().block()).isEmpty();
    }

    @Test
    void anAwardOfWhichASchoolsShareWouldBeNothingIsRefused() {
        UUID purchase = opened(null, "100");
        for (int n = 0; n < 3; n++) {
            done(join.join(Ids.next(), purchase, 1, lines.get(n), schools.get(n)));
        }

        refuses(
                award.award(Ids.next(), purchase, Money.ofYuan("0.02"), vendor, county.secondOfBureau),
                "amount-out-of-range");
        assertThat(now(purchases.find(purchase, county.bureau)).state()).isEqualTo(State.OPEN);
    }

    @Test
    void whatIsWithdrawnOrCancelledIsAvailableAgain() {
        UUID purchase = opened(null, "100");
        JointDemand first = now(join.join(Ids.next(), purchase, 2, lines.get(0), schools.get(0)));
        refuses(join.join(Ids.next(), purchase, 2, lines.get(0), schools.get(0)), "joint-purchase-joined");
        done(join.join(Ids.next(), purchase, 2, lines.get(1), schools.get(1)));
        done(withdraw.withdraw(first.id(), schools.get(0)));
        assertThat(now(book.balance(lines.get(0))).available()).isEqualTo(Money.ofYuan("1000"));

        for (int time = 0; time < 2; time++) {
            done(cancel.cancel(purchase, county.bureau));
        }

        assertThat(now(book.balance(lines.get(1))).available()).isEqualTo(Money.ofYuan("1000"));
        refuses(join.join(Ids.next(), purchase, 2, lines.get(0), schools.get(0)), "joint-purchase-over");
        assertThat(shares.check().collectList().block()).isEmpty();
    }

    @Test
    void theBureauThatBuysTakesNoSchoolsDemandBack() {
        UUID purchase = opened(null, "100");
        JointDemand demand = now(join.join(Ids.next(), purchase, 2, lines.get(0), schools.get(0)));
        Actor ofTheCounty = county.colleagueOf(county.bureau, Role.ACCOUNTANT, Role.COUNTY_BUREAU);

        refuses(withdraw.withdraw(demand.id(), ofTheCounty), "demand-of-another-school");
        refuses(withdraw.withdraw(demand.id(), county.bureau), "role-required");
        refuses(withdraw.withdraw(demand.id(), schools.get(1)), "joint-demand-not-found");

        assertThat(now(book.balance(lines.get(0))).reserved()).isEqualTo(Money.ofYuan("200"));
    }

    @Test
    void verifyKnowsTheDemandsAndSharesBehindMoney() {
        UUID purchase = opened(null, "100");
        done(join.join(Ids.next(), purchase, 2, lines.get(0), schools.get(0)));
        JointDemand back = now(join.join(Ids.next(), purchase, 2, lines.get(1), schools.get(1)));
        done(withdraw.withdraw(back.id(), schools.get(1)));
        done(award.award(Ids.next(), purchase, Money.ofYuan("150"), vendor, county.secondOfBureau));
        UUID contract =
                now(database.sql("select contract_id from joint_demand where purchase_id = :id and state = 'AWARDED'")
                        .bind("id", purchase)
                        .mapValue(UUID.class)
                        .one());

        assertThat(contracts.check().collectList().block())
                .noneMatch(violation -> violation.row().contains(contract.toString()));
    }

    @Test
    void otherCountiesDoNotSeeIt() {
        UUID purchase = opened(null, "100");
        County other = new County(database);

        refuses(purchases.find(purchase, other.bureau), "joint-purchase-not-found");
        refuses(join.join(Ids.next(), purchase, 1, null, other.school()), "joint-purchase-not-found");
    }

    @Test
    void speaksHttp() {
        String key = Ids.next().toString();
        Map<String, Object> body = Map.of("title", "数字课程", "unitEstimate", "12.50");
        for (int time = 0; time < 2; time++) {
            signedIn(context, county.bureau)
                    .post()
                    .uri("/api/v1/joint-purchases")
                    .header("Idempotency-Key", key)
                    .bodyValue(body)
                    .exchange()
                    .expectStatus()
                    .isCreated()
                    .expectBody()
                    .jsonPath("$.unitEstimate")
                    .isEqualTo("12.50");
        }
        signedIn(context, schools.get(0))
                .get()
                .uri("/api/v1/joint-purchases")
                .exchange()
                .expectBody()
                .jsonPath("$.items.length()")
                .isEqualTo(1);
        signedIn(context, schools.get(0))
                .post()
                .uri("/api/v1/joint-purchases")
                .bodyValue(body)
                .exchange()
                .expectStatus()
                .isForbidden();
    }

    /** A school that joined since is not awarded unseen, and cancelling twice stays cancelling once. */
    @Test
    void aBureauEndsOnlyWhatItRead() {
        String path = "/api/v1/joint-purchases/" + opened(null, "100");
        UUID purchase = UUID.fromString(path.substring(path.lastIndexOf('/') + 1));
        String read = tag(path);
        done(join.join(Ids.next(), purchase, 2, lines.get(0), schools.get(0)));
        Map<String, Object> body = Map.of("total", "150", "vendorId", vendor);

        demanding(county.secondOfBureau, path + "/award", read, body).isEqualTo(412);
        demanding(county.bureau, path + "/cancel", read, Map.of()).isEqualTo(412);
        assertThat(now(purchases.find(purchase, county.bureau)).state()).isEqualTo(State.OPEN);
        for (int time = 0; time < 2; time++) {
            demanding(county.bureau, path + "/cancel", tag(path), Map.of()).isOk();
        }

        assertThat(now(purchases.find(purchase, county.bureau)).state()).isEqualTo(State.CANCELLED);
    }

    @Test
    void purchasesAndDemandsAreSearchedAndPaged() {
        UUID purchase = opened(null, "100");
        done(open.open(Ids.next(), "课桌椅", null, Money.ofYuan("80"), county.bureau));
        for (int n = 0; n < 3; n++) {
            done(join.join(Ids.next(), purchase, 1, lines.get(n), schools.get(n)));
        }

        assertThat(count("/api/v1/joint-purchases?find=课桌")).isEqualTo(1);
        assertThat(count("/api/v1/joint-purchases?find=课桌 数字")).isZero();
        assertThat(count("/api/v1/joint-purchases?from=2000-01-01&until=2000-01-02"))
                .isZero();
        assertThat(count("/api/v1/joint-purchases?limit=1")).isEqualTo(1);
        String demands = "/api/v1/joint-purchases/" + purchase + "/demands";
        assertThat(count(demands)).isEqualTo(3);
        assertThat(count(demands + "?find=" + nameOf(schools.get(1)))).isEqualTo(1);
    }

    private int count(String path) {
        byte[] answer = signedIn(context, county.bureau)
                .get()
                .uri(path)
                .exchange()
                .expectStatus()
                .isOk()
                .expectBody()
                .returnResult()
                .getResponseBody();
        return JsonMapper.shared().readTree(answer).path("items").size();
    }

    private String nameOf(Actor school) {
        return now(database.sql("select name from organization where id = :id")
                .bind("id", school.organizationId())
                .mapValue(String.class)
                .one());
    }

    private String tag(String path) {
        return TestPeople.tag(signedIn(context, county.bureau), path);
    }

    private StatusAssertions demanding(Actor actor, String path, String tag, Map<String, Object> body) {
        return signedIn(context, actor)
                .post()
                .uri(path)
                .header("If-Match", tag)
                .bodyValue(body)
                .exchange()
                .expectStatus();
    }

    @Test
    void sharesThatDoNotAddUpAreRefusedAtCommit() {
        UUID purchase = opened(null, "100");
        done(join.join(Ids.next(), purchase, 1, lines.get(0), schools.get(0)));
        done(award.award(Ids.next(), purchase, Money.ofYuan("90"), vendor, county.secondOfBureau));

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> {
                    try (var connection = TestDatabase.shared().superuser();
                            var statement = connection.createStatement()) {
                        statement.execute("set search_path = market");
                        statement.execute(
                                "update joint_demand set share_in_fen = 1 where purchase_id = '" + purchase + "'");
                    }
                })
                .hasMessageContaining("is over and does not change");
    }

    private UUID opened(@Nullable UUID pool, String estimate) {
        UUID id = Ids.next();
        done(open.open(id, "数字课程", pool, Money.ofYuan(estimate), county.bureau));
        return id;
    }

    private static void done(Mono<?> work) {
        work.then().block();
    }

    private static <T> T now(Mono<T> work) {
        return work.blockOptional().orElseThrow();
    }

    private static void refuses(Mono<?> work, String code) {
        StepVerifier.create(work)
                .expectErrorSatisfies(error -> assertThat(error)
                        .isInstanceOfSatisfying(
                                Refusal.class,
                                refusal -> assertThat(refusal.code()).isEqualTo(code)))
                .verify();
    }
}
