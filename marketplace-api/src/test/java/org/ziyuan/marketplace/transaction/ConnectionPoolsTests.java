package org.ziyuan.marketplace.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.pool.PoolMetrics;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
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
import org.ziyuan.marketplace.test.MarketplaceOnly;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.yearend.County;
import reactor.core.Disposable;
import reactor.core.Disposables;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;

/** Two connections in either pool, and statements that hang in them. */
@SpringBootTest(classes = MarketplaceOnly.class, properties = "ziyuan.roles=api")
@ContextConfiguration(initializers = ConnectionPoolsTests.SmallPools.class)
class ConnectionPoolsTests {

    private static final int SIZE = 2;

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
        return web.put()
                .uri("/api/v1/budget-lines/{line}/control-node", line)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(Map.of("nodeId", node))
                .exchange();
    }

    private Money available() {
        return Objects.requireNonNull(now(book.balance(line))).available();
    }

    private ConnectionPool acts() {
        return (ConnectionPool) pools.unwrap();
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
                    new LinkedHashMap<>(TestDatabase.shared().properties());
            small.put("spring.r2dbc.pool.max-size", SIZE);
            small.put("spring.r2dbc.pool.max-acquire-time", "1s");
            small.put("ziyuan.reading.connections", SIZE);
            small.put("ziyuan.reading.patience", "300ms");
            small.put("ziyuan.ledger.patience", "500ms");
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("small-pools", small));
        }
    }
}
