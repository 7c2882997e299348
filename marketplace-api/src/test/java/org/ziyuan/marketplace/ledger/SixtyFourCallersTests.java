package org.ziyuan.marketplace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.r2dbc.pool.ConnectionPool;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.ledger.posting.Ledger;
import org.ziyuan.marketplace.ledger.posting.LedgerParts;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.test.RestartablePostgres;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.Tries;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Sixty-four callers ask hundreds of times each for a part of a sum that is enough for half of them: what they were
 * promised is what the books say, to the fen, with one node, with two, and when PostgreSQL is restarted.
 */
class SixtyFourCallersTests {

    private static final int CALLERS = 64;
    private static final int TIMES = Tries.of(400, 2_000);

    /** So many that a restart comes in the middle of them. */
    private static final int TIMES_OVER_A_RESTART = 500;

    private static final Money PIECE = Money.ofYuan("15.63");
    private static final Money SUM = Money.ofFen(PIECE.fen() * CALLERS * TIMES / 2 - 1);

    @Test
    void oneNodeNeverOverspends() {
        TestDatabase database = TestDatabase.another();
        ConnectionPool pool = database.pool(8);
        DatabaseClient client = DatabaseClient.create(pool);
        Ledger node = LedgerParts.over(client);
        BudgetFixture school = school(node, client);

        long promised = reserve(school, node, CALLERS, TIMES);

        theBooksSay(school, promised);
        pool.dispose();
    }

    @Test
    void twoProcessesNeverOverspendTogether() {
        TestDatabase database = TestDatabase.another();
        ConnectionPool pool = database.pool(4);
        DatabaseClient client = DatabaseClient.create(pool);
        BudgetFixture school = school(LedgerParts.over(client), client);

        Long promised = Mono.zip(
                        CallersProcess.start(database, school, CALLERS / 2, TIMES),
                        CallersProcess.start(database, school, CALLERS / 2, TIMES))
                .map(both -> both.getT1() + both.getT2())
                .block(Duration.ofMinutes(5));

        theBooksSay(school, promised == null ? -1 : promised);
        pool.dispose();
    }

    @Test
    void aRestartOfPostgresInTheMiddleLosesAndDoublesNothing() throws IOException {
        nothingIsLostOrDoubledWhen(RestartablePostgres::restart);
    }

    @Test
    void aCrashOfPostgresInTheMiddleLosesNothingThatWasAnswered() throws IOException {
        nothingIsLostOrDoubledWhen(RestartablePostgres::crash);
    }

    private static void nothingIsLostOrDoubledWhen(Consumer<RestartablePostgres> something) throws IOException {
        try (RestartablePostgres postgres = RestartablePostgres.start()) {
            ConnectionPool pool = postgres.pool(8);
            DatabaseClient client = DatabaseClient.create(pool);
            Ledger node = LedgerParts.over(client);
            BudgetFixture school = school(node, client);
            AtomicInteger asked = new AtomicInteger();

            Mono<Long> callers = Mono.fromCallable(() -> reserve(school, node, CALLERS, TIMES_OVER_A_RESTART, asked))
                    .subscribeOn(Schedulers.boundedElastic());
            Mono<Long> happens = Mono.delay(Duration.ofMillis(300))
                    .publishOn(Schedulers.boundedElastic())
                    .repeat(() -> asked.get() < CALLERS * TIMES_OVER_A_RESTART / 4)
                    .last()
                    .doOnNext(ready -> something.accept(postgres));
            Long promised = Mono.zip(callers, happens).map(both -> both.getT1()).block(Duration.ofMinutes(3));

            theBooksSay(school, promised == null ? -1 : promised);
            pool.dispose();
        }
    }

    private static BudgetFixture school(Ledger ledger, DatabaseClient client) {
        return BudgetFixture.schoolWith(SUM, new BudgetBook(ledger, client), BudgetFixture::plainly, client);
    }

    /** The sum in fen that so many callers were told they have. */
    static long reserve(BudgetFixture school, Ledger node, int callers, int times) {
        return reserve(school, node, callers, times, new AtomicInteger());
    }

    private static long reserve(BudgetFixture school, Ledger node, int callers, int times, AtomicInteger asked) {
        AtomicLong promised = new AtomicLong();
        Flux.range(0, callers)
                .flatMap(
                        caller -> Flux.range(0, times)
                                .concatMap(n -> one(school, node)
                                        .doOnNext(promised::addAndGet)
                                        .doOnTerminate(asked::incrementAndGet)),
                        callers)
                .then()
                .block();
        return promised.get();
    }

    private static Mono<Long> one(BudgetFixture school, Ledger node) {
        UUID requisition = Ids.next();
        return new BudgetBook(node, school.database())
                .reserve(requisition, school.line(), PIECE, school.accountant())
                .thenReturn(PIECE.fen())
                .retryWhen(reactor.util.retry.Retry.fixedDelay(20, Duration.ofMillis(500))
                        .filter(unknown -> unknown instanceof Refusal refused
                                && refused.code().equals("ledger-unavailable")))
                .onErrorResume(Refusal.class, refused -> {
                    assertThat(refused.code()).isEqualTo("budget-insufficient");
                    return Mono.empty();
                });
    }

    private static void theBooksSay(BudgetFixture school, long promised) {
        assertThat(promised).isPositive().isLessThanOrEqualTo(SUM.fen());
        assertThat(school.balance().reserved()).isEqualTo(Money.ofFen(promised));
        assertThat(school.balance().reserved().plus(school.balance().available()))
                .isEqualTo(SUM);
    }
}
