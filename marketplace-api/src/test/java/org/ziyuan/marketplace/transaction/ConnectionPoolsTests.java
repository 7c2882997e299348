package org.ziyuan.marketplace.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.Line;
import org.ziyuan.marketplace.test.MarketplaceOnly;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.yearend.County;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.retry.Retry;

/** Two connections in either pool, statements that hang in them, and a line to the database that can be disturbed. */
@SpringBootTest(classes = MarketplaceOnly.class, properties = "ziyuan.roles=api")
@ContextConfiguration(initializers = ConnectionPoolsTests.SmallPools.class)
class ConnectionPoolsTests {

    private static final int SIZE = 2;
    private static final Line LINE = Line.to(TestDatabase.shared().port());

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    ConnectionPools pools;

    @Autowired
    MoneyTransactions money;

    @Autowired
    BudgetBook book;

    private final Disposable.Composite hanging = Disposables.composite();
    private County county;
    private UUID node;
    private UUID line;
    private WebTestClient web;

    @BeforeEach
    void aCountyWithALine() {
        county = new County(database);
        node = county.line(county.id, 2026, "30299");
        line = county.line(county.school().organizationId(), 2026, "30218");
        web = TestPeople.signedIn(context, county.bureau);
    }

    @AfterEach
    void letGo() {
        hanging.dispose();
        await(acts(), 0);
        await(pools.reads(), 0);
    }

    @Test
    void readsThatHangStopNoAct() {
        hangReads();

        web.get()
                .uri("/api/v1/budget-lines")
                .exchange()
                .expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals(HttpHeaders.RETRY_AFTER, "1")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("busy");
        bind().expectStatus().isOk();
        now(book.appropriate(Ids.next(), line, Money.ofYuan("100"), county.bureau));
        now(money.execute(book.appropriate(Ids.next(), line, Money.ofYuan("50"), county.bureau))
                .contextWrite(ConnectionPools::reading));

        assertThat(available()).isEqualTo(Money.ofYuan("150"));
    }

    @Test
    void whenEverythingHangsAnActIsToldWhenToComeBackAndNothingIsHalfDone() {
        hangReads();
        hang(acts(), UnaryOperator.identity());

        bind().expectStatus()
                .isEqualTo(503)
                .expectHeader()
                .valueEquals(HttpHeaders.RETRY_AFTER, "1")
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("busy");
        assertThatThrownBy(() -> now(book.appropriate(Ids.next(), line, Money.ofYuan("100"), county.bureau)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("ledger-unavailable"));

        letGo();
        bind().expectStatus().isOk();
        assertThat(available()).isEqualTo(Money.ZERO);
    }

    @Test
    void actsThatHangStopNoReader() {
        hang(acts(), UnaryOperator.identity());

        web.get().uri("/api/v1/budget-lines").exchange().expectStatus().isOk();
    }

    @Test
    void aDatabaseThatSwallowsEveryByteTakesNoConnectionForEverAndIsUsedAgainWhenItAnswers() {
        await(acts(), 0);
        now(database.sql("select 1").then().contextWrite(ConnectionPools::reading));
        LINE.swallow();
        try {
            List<Mono<Throwable>> ends = List.of(
                    endOf(database.sql("select 1").then(), Function.identity()),
                    endOf(database.sql("select 1").then(), ConnectionPools::reading),
                    endOf(money.execute(database.sql("select 1").then()), Function.identity()));
            ends.forEach(end -> assertThat(now(end)).isNotNull());
            web.get().uri("/api/v1/budget-lines").exchange().expectStatus().isEqualTo(503);
        } finally {
            LINE.carry();
        }

        now(everyConnectionAnswers(Function.identity()));
        now(everyConnectionAnswers(ConnectionPools::reading));
        web.get().uri("/api/v1/budget-lines").exchange().expectStatus().isOk();
        bind().expectStatus().isOk();
    }

    @Test
    void poolsAreWarmWhenTheDatabaseAnswersOnThem() {
        Integer unused = now(pools.warmUp());
        LINE.swallow();
        try {
            assertThat(now(endOf(pools.warmUp(), Function.identity()))).isNotNull();
        } finally {
            LINE.carry();
        }

        Integer warm = now(pools.warmUp().retryWhen(Retry.fixedDelay(50, Duration.ofMillis(100))));
        assertThat(warm).isNotNull();
    }

    @Test
    void anActWhoseCommitIsNotAnsweredIsAnsweredAllTheSameWhenItWasCommitted() {
        String key = Ids.next().toString();
        int before = LINE.answersLost();
        LINE.loseTheAnswerTo("COMMIT");

        bind(key).expectStatus().isOk();

        assertThat(LINE.answersLost()).isEqualTo(before + 1);
        bind(key).expectStatus().isOk().expectHeader().valueEquals("Idempotent-Replay", "true");
    }

    private Mono<Void> everyConnectionAnswers(Function<Context, Context> mark) {
        return Flux.range(0, SIZE)
                .flatMap(one -> database.sql("select pg_sleep(0.2)").then(), SIZE)
                .then()
                .contextWrite(mark)
                .retryWhen(Retry.fixedDelay(50, Duration.ofMillis(100)));
    }

    private static Mono<Throwable> endOf(Mono<?> work, Function<Context, Context> mark) {
        CompletableFuture<Throwable> end = new CompletableFuture<>();
        Disposable unused = work.contextWrite(mark)
                .subscribe(done -> {}, end::complete, () -> end.completeExceptionally(new AssertionError("done")));
        return Mono.fromFuture(end);
    }

    private void hangReads() {
        hang(pools.reads(), ConnectionPools::reading);
    }

    private void hang(ConnectionPool pool, UnaryOperator<Context> mark) {
        boolean unused = hanging.add(Flux.range(0, SIZE)
                .flatMap(
                        one -> database.sql("select pg_sleep(4)")
                                .fetch()
                                .rowsUpdated()
                                .onErrorComplete(),
                        SIZE)
                .contextWrite(mark)
                .subscribe());
        await(pool, SIZE);
    }

    private WebTestClient.ResponseSpec bind() {
        return bind(Ids.next().toString());
    }

    private WebTestClient.ResponseSpec bind(String key) {
        return web.put()
                .uri("/api/v1/budget-lines/{line}/control-node", line)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("nodeId", node))
                .exchange();
    }

    private Money available() {
        return Objects.requireNonNull(now(book.balance(line))).available();
    }

    private ConnectionPool acts() {
        return pools.acts();
    }

    private static void await(ConnectionPool pool, int acquired) {
        long deadline = System.nanoTime() + Duration.ofSeconds(15).toNanos();
        while (metrics(pool).acquiredSize() != acquired) {
            assertThat(System.nanoTime()).as("connections acquired").isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
        }
    }

    private static PoolMetrics metrics(ConnectionPool pool) {
        return pool.getMetrics().orElseThrow();
    }

    private static <T> @Nullable T now(Mono<T> work) {
        return work.block(Duration.ofSeconds(20));
    }

    static final class SmallPools implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            Map<String, Object> small =
                    new LinkedHashMap<>(TestDatabase.shared().propertiesBy(LINE.port()));
            small.put("spring.r2dbc.pool.max-size", SIZE);
            small.put("spring.r2dbc.pool.max-acquire-time", "1s");
            small.put("spring.r2dbc.pool.max-create-connection-time", "1s");
            small.put("ziyuan.reading.connections", SIZE);
            small.put("ziyuan.reading.patience", "300ms");
            small.put("ziyuan.ledger.patience", "500ms");
            small.put("ziyuan.database.silence", "6s");
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("small-pools", small));
        }
    }
}
