package org.ziyuan.marketplace.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.Tries;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Clients that disconnect at any moment tear nothing. With a plain transaction instead of {@link MoneyTransactions}
 * this test was seen to fail: news without its reservation, and connections left inside a transaction.
 */
@MarketplaceTest
class DisconnectingClientsTests {

    private static final int DISCONNECTIONS = Tries.of(5_000, 20_000);
    private static final int CLIENTS = 64;

    @Autowired
    BudgetBook book;

    @Autowired
    Outbox outbox;

    @Autowired
    AuditLog audit;

    @Autowired
    MoneyTransactions money;

    @Autowired
    DatabaseClient database;

    private final SplittableRandom random = new SplittableRandom(20261123);
    private final String news = "Tested" + UUID.randomUUID();
    private final AtomicLong usualMicroseconds = new AtomicLong(50_000);
    private final AtomicInteger disconnected = new AtomicInteger();
    private final Queue<UUID> acknowledged = new ConcurrentLinkedQueue<>();

    @Test
    @Timeout(180)
    void twentyThousandDisconnectionsTearNothingAndLoseNothing() {
        List<BudgetFixture> schools = Stream.generate(
                        () -> BudgetFixture.schoolWith(Money.ofYuan("100000"), book, money::execute, database))
                .limit(CLIENTS)
                .toList();

        Flux.range(0, 10 * DISCONNECTIONS)
                .takeWhile(n -> disconnected.get() < DISCONNECTIONS)
                .flatMap(n -> oneClient(schools.get(n % CLIENTS)), CLIENTS)
                .then()
                .block();

        assertThat(disconnected).hasValueGreaterThanOrEqualTo(DISCONNECTIONS);
        assertThat(connectionsInATransaction())
                .as("connections left inside a transaction")
                .isZero();
        List<String> written = written();
        assertThat(written).isNotEmpty().allSatisfy(parts -> assertThat(parts).endsWith(" t t t"));
        assertThat(acknowledged).isNotEmpty();
        assertThat(Set.copyOf(written))
                .containsAll(acknowledged.stream().map(id -> id + " t t t").toList());
    }

    /** Asks, and disconnects at any moment of what a transaction takes; completes when the work itself has ended. */
    private Mono<Void> oneClient(BudgetFixture school) {
        long began = System.nanoTime();
        long patience = random.nextLong(1 + usualMicroseconds.get());
        UUID requisition = Ids.next();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        Mono<UUID> work = reserveAndTell(school, requisition).doFinally(signal -> {
            usualMicroseconds.updateAndGet(usual -> (usual * 31 + (System.nanoTime() - began) / 1_000) / 32);
            ended.complete(null);
        });
        Disposable client = money.execute(work).subscribe(acknowledged::add, failure -> {});
        Disposable disconnection =
                Schedulers.parallel().schedule(() -> disconnect(client), patience, TimeUnit.MICROSECONDS);
        return Mono.fromFuture(ended, true).doFinally(signal -> {
            if (client.isDisposed()) {
                disconnection.dispose();
            }
        });
    }

    private void disconnect(Disposable client) {
        if (!client.isDisposed()) {
            disconnected.incrementAndGet();
            client.dispose();
        }
    }

    private Mono<UUID> reserveAndTell(BudgetFixture school, UUID requisition) {
        return outbox.publish(news, "requisition", requisition, Map.of())
                .then(book.reserve(requisition, school.line(), Money.ofFen(1), school.accountant()))
                .then(audit.record(school.accountant(), news, "requisition", requisition, Map.of()))
                .thenReturn(requisition);
    }

    /** Each requisition of which anything was written, and which of its three parts. */
    private List<String> written() {
        return database.sql("""
                        with m as (select aggregate_id as id from outbox_message where type = :news),
                             a as (select subject_id as id from audit_entry where action = :news),
                             j as (select document_id as id from journal
                                    where kind = 'requisition-reserved' and document_id in (select id from m
                                          union select id from a))
                        select id || ' ' || (m.id is not null)::text::char || ' ' || (a.id is not null)::text::char
                               || ' ' || (j.id is not null)::text::char
                          from m full join a using (id) full join j using (id)
                        """)
                .bind("news", news)
                .mapValue(String.class)
                .all()
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    /** Waits a little for the last transactions; what is still open then was left open. */
    private long connectionsInATransaction() {
        return database.sql("""
                        select count(*) from pg_stat_activity
                         where datname = current_database() and pid <> pg_backend_pid()
                           and (state = 'active' or state like 'idle in transaction%')
                        """)
                .mapValue(Long.class)
                .one()
                .filter(open -> open == 0)
                .repeatWhenEmpty(60, again -> again.delayElements(Duration.ofMillis(100)))
                .onErrorReturn(1L)
                .blockOptional()
                .orElse(1L);
    }
}
