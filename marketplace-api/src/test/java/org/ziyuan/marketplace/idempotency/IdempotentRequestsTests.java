package org.ziyuan.marketplace.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.KeyedRequest;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

@MarketplaceTest
@Import(IdempotentRequestsTests.Routes.class)
class IdempotentRequestsTests {

    private static final String PATH = "/api/v1/things-of-this-test";

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    IdempotentRequests filter;

    @Autowired
    Things things;

    @Autowired
    MoneyTransactions money;

    Actor actor;
    WebTestClient web;

    @BeforeEach
    void prepare() {
        actor = new TestPeople(database).atNewSchool(Role.PURCHASER);
        web = TestPeople.signedIn(context, actor);
        things.made.set(0);
        things.gate = Mono.empty();
        things.twice = false;
        things.failing = false;
    }

    @Test
    void theSameRequestUnderTheSameKeyIsCarriedOutOnceAndAnsweredTheSameWay() {
        String key = UUID.randomUUID().toString();

        String first = body(post(key, Map.of("name", "a")).expectStatus().isCreated());
        String second = body(post(key, Map.of("name", "a"))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .valueEquals("Idempotent-Replay", "true")
                .expectHeader()
                .valueEquals("Location", "/made"));

        assertThat(second).isEqualTo(first);
        assertThat(things.made).hasValue(1);
    }

    @Test
    void theSameKeyForAnotherRequestIsRefused() {
        String key = UUID.randomUUID().toString();
        post(key, Map.of("name", "a")).expectStatus().isCreated();

        post(key, Map.of("name", "b"))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("idempotency-key-reused");
        assertThat(things.made).hasValue(1);
    }

    @Test
    void aWriteWhoseAnswerTheCallerCannotReadIsNotCarriedOutAndItsKeyIsFree() {
        String key = UUID.randomUUID().toString();

        for (String unreadable : List.of("application/xml", "text/html, image/*;q=0.8", "nonsense")) {
            web.post()
                    .uri(PATH)
                    .header("Idempotency-Key", key)
                    .header("Accept", unreadable)
                    .contentType(MediaType.APPLICATION_JSON)
                    .bodyValue(Map.of("name", "a"))
                    .exchange()
                    .expectStatus()
                    .isEqualTo(406)
                    .expectBody()
                    .jsonPath("$.code")
                    .isEqualTo("answer-not-acceptable");
        }

        assertThat(things.made).hasValue(0);
        post(key, Map.of("name", "a")).expectStatus().isCreated();
        assertThat(things.made).hasValue(1);
    }

    @Test
    void anotherPersonsKeyIsAnotherKey() {
        String key = UUID.randomUUID().toString();
        post(key, Map.of("name", "a")).expectStatus().isCreated();

        web = TestPeople.signedIn(context, new TestPeople(database).colleagueOf(actor, Role.PURCHASER));
        post(key, Map.of("name", "b")).expectStatus().isCreated();

        assertThat(things.made).hasValue(2);
    }

    @Test
    void aRefusalIsRepeatedToo() {
        String key = UUID.randomUUID().toString();

        String first = body(post(key, Map.of("name", "refused")).expectStatus().isEqualTo(409));
        String second = body(post(key, Map.of("name", "refused"))
                .expectStatus()
                .isEqualTo(409)
                .expectHeader()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON));

        assertThat(second).isEqualTo(first);
    }

    @Test
    void whileTheRequestIsCarriedOutItsKeyIsTaken() throws Exception {
        String key = UUID.randomUUID().toString();
        CountDownLatch entered = new CountDownLatch(1);
        Sinks.Empty<Void> gate = Sinks.empty();
        things.gate = gate.asMono().doOnSubscribe(subscribed -> entered.countDown());

        CompletableFuture<HttpStatus> first =
                CompletableFuture.supplyAsync(() -> HttpStatus.valueOf(post(key, Map.of("name", "a"))
                        .returnResult(String.class)
                        .getStatus()
                        .value()));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        post(key, Map.of("name", "a"))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("idempotency-key-in-flight");
        gate.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);

        assertThat(first.get(10, TimeUnit.SECONDS)).isEqualTo(HttpStatus.CREATED);
        assertThat(things.made).hasValue(1);
    }

    @Test
    void whatADeadNodeLeftIsDoneAgainUnderTheSameOperation() {
        String key = UUID.randomUUID().toString();
        String first = body(post(key, Map.of("name", "a")).expectStatus().isCreated());
        database.sql("""
                        update idempotency_key set status = null, body = null, claimed_until = now() - interval '1 second'
                         where key = :key
                        """).bind("key", key).then().block();

        String second = body(post(key, Map.of("name", "a"))
                .expectStatus()
                .isCreated()
                .expectHeader()
                .doesNotExist("Idempotent-Replay"));

        assertThat(second).isEqualTo(first);
        assertThat(things.made).hasValue(2);
    }

    @Test
    void aClientThatDisconnectsLosesNeitherTheWorkNorItsAnswer() {
        String key = UUID.randomUUID().toString();
        Sinks.Empty<Void> gate = Sinks.empty();
        var exchange = MockServerWebExchange.from(
                MockServerHttpRequest.post(PATH).header("Idempotency-Key", key).body("{}"));

        CountDownLatch entered = new CountDownLatch(1);
        Disposable client = filter.filter(
                        exchange,
                        inner -> gate.asMono()
                                .doOnSubscribe(subscribed -> entered.countDown())
                                .then(Mono.fromRunnable(
                                        () -> inner.getResponse().setStatusCode(HttpStatus.ACCEPTED))))
                .contextWrite(CurrentActor.acting(actor))
                .subscribe();
        awaitQuietly(entered);
        client.dispose();
        gate.emitEmpty(Sinks.EmitFailureHandler.FAIL_FAST);

        assertThat(keptStatus(key)).isEqualTo(202);
    }

    @Test
    void aClientCutBetweenTheClaimAndTheWorkLosesNeither() throws SQLException {
        String key = UUID.randomUUID().toString();
        CountDownLatch entered = new CountDownLatch(1);
        var exchange = MockServerWebExchange.from(
                MockServerHttpRequest.post(PATH).header("Idempotency-Key", key).body("{}"));

        try (Connection another = TestDatabase.shared().superuser();
                Statement statement = another.createStatement()) {
            another.setAutoCommit(false);
            int unused = statement.executeUpdate("""
                    insert into market.idempotency_key (person_id, key, request_hash, claimed_until)
                    values ('%s', '%s', '', now())
                    """.formatted(actor.person(), key));
            Disposable client = filter.filter(exchange, inner -> Mono.fromRunnable(entered::countDown))
                    .contextWrite(CurrentActor.acting(actor))
                    .subscribe();
            awaitAClaimThatWaits();
            client.dispose();
            another.rollback();
        }

        awaitQuietly(entered);
        assertThat(keptStatus(key)).isEqualTo(200);
    }

    @Test
    void anActWhoseAnswerWasLostAnswersWhatItCameToAndIsNotRefusedForWhatItDid() {
        String key = UUID.randomUUID().toString();
        String first = body(act(key).expectStatus().isOk());
        // What is left when the process dies, or the database goes away, between the commit and the keeping.
        database.sql("""
                        update idempotency_key set status = null, body = null, claimed_until = now() - interval '1 second'
                         where key = :key
                        """).bind("key", key).then().block();

        String second = body(act(key).expectStatus().isOk().expectHeader().doesNotExist("Idempotent-Replay"));

        assertThat(second).isEqualTo(first);
        assertThat(things.made).hasValue(1);
        act(UUID.randomUUID().toString()).expectStatus().isEqualTo(409);
    }

    @Test
    void twoAttemptsAtTheSameTimeDoOneActEvenWhenTheClaimOfTheFirstHasLapsed() {
        String key = UUID.randomUUID().toString();
        things.twice = true;
        String first = body(act(key).expectStatus().isOk());
        database.sql("delete from idempotency_key where key = :key")
                .bind("key", key)
                .then()
                .block();
        byte[] hash = Objects.requireNonNull(database.sql("select request_hash from keyed_act where key = :key")
                .bind("key", key)
                .mapValue(byte[].class)
                .one()
                .block());

        // An attempt that began before the first committed knows nothing of it until its own act meets the row.
        Object second = money.execute(things.change())
                .contextWrite(new KeyedRequest(actor.person(), key, hash, false)::in)
                .block();

        assertThat(second).isInstanceOf(Changed.class);
        assertThat(first)
                .contains(((Changed) Objects.requireNonNull(second)).id().toString());
    }

    @Test
    void aFailureAfterTheCommitLeavesTheKeyWithItsRequest() {
        String key = UUID.randomUUID().toString();
        things.failing = true;
        act(key).expectStatus().isEqualTo(500);
        things.failing = false;

        act(key).expectStatus().isOk();

        assertThat(things.made).hasValue(1);
    }

    @Test
    void aClaimFromBeforeTheClockWasSetBackHoldsNobodyUp() {
        String key = UUID.randomUUID().toString();
        String first = body(post(key, Map.of("name", "a")).expectStatus().isCreated());
        database.sql("""
                        update idempotency_key set status = null, body = null, claimed_until = now() + interval '25 hours'
                         where key = :key
                        """).bind("key", key).then().block();

        assertThat(body(post(key, Map.of("name", "a")).expectStatus().isCreated()))
                .isEqualTo(first);
    }

    private WebTestClient.ResponseSpec act(String key) {
        return web.post()
                .uri("/act-of-this-test")
                .header("Idempotency-Key", key)
                .exchange();
    }

    private static void awaitAClaimThatWaits() throws SQLException {
        try (Connection watch = TestDatabase.shared().superuser();
                Statement statement = watch.createStatement()) {
            boolean waits = false;
            while (!waits) {
                try (ResultSet row = statement.executeQuery("""
                        select count(*) > 0 from pg_stat_activity
                         where wait_event_type = 'Lock' and query like '%insert into idempotency_key%'
                           and pid <> pg_backend_pid()
                        """)) {
                    waits = row.next() && row.getBoolean(1);
                }
            }
        }
    }

    private Integer keptStatus(String key) {
        return Objects.requireNonNull(Mono.defer(() -> database.sql(
                                "select status from idempotency_key where key = :key")
                        .bind("key", key)
                        .map(row -> Optional.ofNullable(row.get("status", Integer.class)))
                        .one()
                        .flatMap(Mono::justOrEmpty))
                .repeatWhenEmpty(100, tries -> tries.delayElements(Duration.ofMillis(50)))
                .block());
    }

    @Test
    void aFormMayCarryTheKeyInAHiddenField() {
        String form = "name=a&idempotencyKey=" + UUID.randomUUID();

        for (int time = 0; time < 2; time++) {
            web.post()
                    .uri("/form-of-this-test")
                    .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                    .bodyValue(form + "&_csrf=" + time)
                    .exchange()
                    .expectStatus()
                    .isSeeOther()
                    .expectHeader()
                    .valueEquals("Location", "/made");
        }

        assertThat(things.made).hasValue(1);
    }

    @Test
    void aFormMayCarryTheKeyInTheHeaderLikeEveryOtherWrite() {
        String key = UUID.randomUUID().toString();

        for (String form : List.of("name=a&_csrf=1", "name=a&_csrf=2")) {
            form(key, form).expectStatus().isSeeOther();
        }
        form(key, "name=b").expectStatus().isEqualTo(422);

        assertThat(things.made).hasValue(1);
    }

    @Test
    void aKeyIsShortAndVisible() {
        post("k".repeat(129), Map.of("name", "a")).expectStatus().isBadRequest();
        post("with space", Map.of("name", "a")).expectStatus().isBadRequest();
        post("x", Map.of("name", "x".repeat(300_000))).expectStatus().isEqualTo(413);
        assertThat(things.made).hasValue(0);
    }

    private WebTestClient.ResponseSpec form(String key, String body) {
        return web.post()
                .uri("/form-of-this-test")
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue(body)
                .exchange();
    }

    private WebTestClient.ResponseSpec post(String key, Map<String, ?> body) {
        return web.post()
                .uri(PATH)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static String body(WebTestClient.ResponseSpec answer) {
        return Objects.requireNonNull(
                answer.expectBody(String.class).returnResult().getResponseBody());
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @TestConfiguration
    static class Routes {

        @Bean
        static Things thingsOfThisTest(MoneyTransactions money) {
            return new Things(money);
        }

        @Bean
        static RoutePolicies routesOfThisTest() {
            return () -> List.of(
                    RoutePolicy.signedIn(HttpMethod.POST, PATH),
                    RoutePolicy.signedIn(HttpMethod.POST, "/act-of-this-test"),
                    RoutePolicy.signedIn(HttpMethod.POST, "/form-of-this-test"));
        }
    }

    record Thing(String name) {}

    enum Colour {
        RED
    }

    record Changed(UUID id, Money amount, OffsetDateTime at, Colour colour, List<Thing> things) {
        boolean isRed() {
            return colour == Colour.RED;
        }
    }

    @RestController
    static class Things {

        final AtomicInteger made = new AtomicInteger();
        final MoneyTransactions money;
        volatile Mono<Void> gate = Mono.empty();
        volatile boolean twice;
        volatile boolean failing;

        Things(MoneyTransactions money) {
            this.money = money;
        }

        /** Forbids, once done, to be done again. */
        @PostMapping("/act-of-this-test")
        Mono<Changed> act() {
            return money.execute(change()).doOnNext(changed -> {
                if (failing) {
                    throw new IllegalStateException("after the commit");
                }
            });
        }

        Mono<Changed> change() {
            return Mono.defer(() -> made.get() > 0 && !twice
                    ? Mono.error(Refusal.conflict("busy"))
                    : Mono.fromSupplier(() -> {
                        int unused = made.incrementAndGet();
                        return new Changed(
                                UUID.randomUUID(),
                                Money.ofYuan("12.50"),
                                OffsetDateTime.now(ZoneOffset.UTC),
                                Colour.RED,
                                List.of(new Thing("a")));
                    }));
        }

        @PostMapping(PATH)
        Mono<ResponseEntity<Map<String, String>>> make(@RequestBody Thing thing, OperationId operation) {
            if (thing.name().equals("refused")) {
                return Mono.error(Refusal.conflict("busy"));
            }
            return gate.then(Mono.fromSupplier(() -> {
                int unused = made.incrementAndGet();
                return ResponseEntity.created(URI.create("/made"))
                        .body(Map.of("operation", operation.value().toString()));
            }));
        }

        @PostMapping("/form-of-this-test")
        ResponseEntity<Void> submit() {
            int unused = made.incrementAndGet();
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create("/made"))
                    .build();
        }
    }
}
