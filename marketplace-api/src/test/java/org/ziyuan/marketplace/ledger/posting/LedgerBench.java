package org.ziyuan.marketplace.ledger.posting;

import static org.ziyuan.marketplace.ledger.posting.Bucket.ACCEPTED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.AVAILABLE;
import static org.ziyuan.marketplace.ledger.posting.Bucket.ENCUMBERED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.RESERVED;
import static org.ziyuan.marketplace.ledger.posting.Bucket.SPENT;

import io.r2dbc.pool.ConnectionPool;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.server.reactive.ReactorHttpHandlerAdapter;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.web.reactive.function.server.RouterFunctions;
import org.springframework.web.reactive.function.server.ServerResponse;
import org.springframework.web.server.adapter.WebHttpHandlerBuilder;
import org.ziyuan.marketplace.bench.BenchLine;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetFixture;
import org.ziyuan.marketplace.ledger.posting.Callers.Seen;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.WatchedPool;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** The speed of the ledger as ratios to plain JDBC in one run; {@code mvn -Pbench verify -pl marketplace-api}. */
class LedgerBench {

    private static final Duration ROUND = Duration.ofSeconds(Integer.getInteger("ziyuan.bench.seconds", 5));
    private static final int ROUNDS = 3;
    private static final int PAIRS = 150;
    private static final Money FEN = Money.ofFen(1);

    private static TestDatabase database;
    private static ConnectionPool pool;
    private static Ledger ledger;
    private static PostJournals single;
    private static BudgetFixture school;
    private static final List<UUID> LINES = new ArrayList<>();

    @BeforeAll
    static void aSchoolWithAThousandLines() throws Exception {
        database = TestDatabase.another();
        pool = database.pool(16);
        DatabaseClient client = DatabaseClient.create(pool);
        ledger = LedgerParts.over(client);
        single = LedgerParts.calls(client);
        school = BudgetFixture.schoolWith(
                Money.ofYuan("100000000"), BudgetFixture.book(ledger, client), BudgetFixture::plainly, client);
        for (int i = 0; i < 1_000; i++) {
            UUID line = Ids.next();
            school.insertLine(line, 2026, "9%04d".formatted(i)).block();
            LINES.add(line);
        }
        Flux.fromIterable(LINES)
                .concatMap(line -> school.book().appropriate(line, line, Money.ofYuan("1000000"), school.accountant()))
                .then()
                .block();
        FloorBook.create(database);
        FloorBook.fund(database, LINES, 100_000_000L);
        FloorBook.fund(database, List.of(school.line()), 10_000_000_000L);
        haveLogFilesToWriteOver();
    }

    /** As on a server that has run for a day: new files for its log are made rarely, and nobody waits for one. */
    private static void haveLogFilesToWriteOver() throws SQLException {
        try (Connection superuser = database.superuser();
                Statement statement = superuser.createStatement()) {
            for (int megabytes = 0; megabytes < 1_000; megabytes++) {
                statement.execute("select pg_logical_emit_message(false, 'bench', repeat('0123456789', 100000))");
            }
            statement.execute("checkpoint");
        }
    }

    /** What the case before left to the server to tidy is not this case's. */
    @BeforeEach
    void theServerRests() throws SQLException {
        try (Connection superuser = database.superuser();
                Statement statement = superuser.createStatement()) {
            statement.execute("vacuum analyze");
            statement.execute("checkpoint");
        }
    }

    @AfterAll
    static void disconnect() {
        pool.dispose();
    }

    @Test
    void encumberOverAThousandLines() {
        Rounds rounds = new Rounds();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.ours(Callers.reactive(16, ROUND, n -> ledger.post(reservation(anyLine()))));
            rounds.floor(Callers.reactive(16, ROUND, n -> single.call(List.of(reservation(anyLine())), true)));
        }
        rounds.rate(1.2, "encumber-1000-lines-16-callers");
    }

    /**
     * What the watch over owed answers costs a posting: the same pool and the same calls with it and without. A few
     * hundredths are less than the disk changes from one second to the next, so it is asked in pairs of short rounds,
     * each pool first in turn, and a second line says what two pools without a watch differ by.
     */
    @Test
    void aLimitOnEveryAnswer() {
        ConnectionPool watched = WatchedPool.of(database, 16, Duration.ofSeconds(8));
        ConnectionPool unwatched = database.pool(16);
        try {
            inPairs(0.98, "posting-with-a-limit-on-the-answer-16-callers", watched);
            inPairs(0.98, "posting-with-no-limit-either-16-callers", unwatched);
        } finally {
            watched.dispose();
            unwatched.dispose();
        }
    }

    private static void inPairs(double goal, String name, ConnectionPool other) {
        PostJournals calls = LedgerParts.calls(DatabaseClient.create(other));
        List<Seen> ours = new ArrayList<>();
        List<Seen> floor = new ArrayList<>();
        double[] ratios = new double[PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            boolean oursFirst = pair % 2 == 0;
            Seen first = shortRound(oursFirst ? calls : single);
            Seen second = shortRound(oursFirst ? single : calls);
            ours.add(oursFirst ? first : second);
            floor.add(oursFirst ? second : first);
            ratios[pair] = ours.get(pair).perSecond() / floor.get(pair).perSecond();
        }
        double middle = Rounds.middle(floor, true);
        BenchLine.atLeast(goal, name, "/s", BenchLine.median(ratios) * middle, middle);
    }

    private static Seen shortRound(PostJournals calls) {
        return Callers.reactive(16, ROUND.dividedBy(10), n -> calls.call(List.of(reservation(anyLine())), true));
    }

    @Test
    void encumberOnOneLine() throws Exception {
        Rounds rounds = new Rounds();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.ours(Callers.reactive(64, ROUND, n -> ledger.post(reservation(school.line()))));
            rounds.floor(interactive(64, 1));
        }
        rounds.rate(15, "encumber-one-line-64-callers");
    }

    @Test
    void fourLegPurchaseOnOneLine() throws Exception {
        Rounds rounds = new Rounds();
        for (int round = 0; round < ROUNDS; round++) {
            rounds.ours(Callers.reactive(64, ROUND, n -> ledger.post(purchase(school.line()))));
            rounds.floor(interactive(64, 4));
        }
        rounds.rate(20, "four-leg-purchase-one-line-64-callers");
    }

    /**
     * Ours is asked at a steady rate and counts from when a posting should have been asked, so one slow flush of the disk
     * is waited for by all who come meanwhile. The floor's four callers do not come while they wait: a flush as slow is
     * seen by four. The second line asks the floor at half of its own rate in the way ours is asked.
     */
    @Test
    void latencyAtHalfOfTheRate() throws Exception {
        Seen warm = Callers.reactive(64, ROUND, n -> ledger.post(reservation(school.line())));
        double most = Math.max(
                warm.perSecond(),
                Callers.reactive(64, ROUND, n -> ledger.post(reservation(school.line())))
                        .perSecond());
        Rounds rounds = new Rounds();
        Rounds alike = new Rounds();
        for (int round = 0; round < ROUNDS; round++) {
            Seen ours = Callers.paced(most / 2, ROUND, n -> ledger.post(reservation(school.line())));
            Seen floor = interactive(4, 1);
            rounds.ours(ours);
            rounds.floor(floor);
            alike.ours(ours);
            alike.floor(pacedInteractive(4, floor.perSecond() / 2));
        }
        rounds.p99(1, "p99-at-half-rate-one-line");
        alike.p99(1, "p99-at-half-rate-one-line-floor-at-half-of-its-rate");
    }

    @Test
    void postingOverHttp() throws Exception {
        DisposableServer server = HttpServer.create()
                .host("127.0.0.1")
                .handle(new ReactorHttpHandlerAdapter(WebHttpHandlerBuilder.webHandler(RouterFunctions.toWebHandler(
                                RouterFunctions.route()
                                        .POST(
                                                "/gathered",
                                                request -> ledger.post(reservation(school.line()))
                                                        .then(ServerResponse.noContent()
                                                                .build()))
                                        .POST(
                                                "/single",
                                                request -> single.call(List.of(reservation(school.line())), true)
                                                        .then(ServerResponse.noContent()
                                                                .build()))
                                        .build()))
                        .build()))
                .bindNow();
        try {
            // Once unmeasured: client and server are compiled while they run.
            Seen unused = HttpCallers.post(64, ROUND, server.port(), "/gathered");
            unused = HttpCallers.post(64, ROUND, server.port(), "/single");
            Rounds rounds = new Rounds();
            for (int round = 0; round < ROUNDS; round++) {
                rounds.ours(HttpCallers.post(64, ROUND, server.port(), "/gathered"));
                rounds.floor(HttpCallers.post(64, ROUND, server.port(), "/single"));
            }
            rounds.rate(8, "posting-over-http-one-line-64-connections");
        } finally {
            server.disposeNow();
        }
    }

    private static Seen interactive(int callers, int legs) throws Exception {
        List<FloorBook> books = new ArrayList<>();
        try {
            for (int i = 0; i < callers; i++) {
                books.add(new FloorBook(database));
            }
            List<Callable<Void>> all = new ArrayList<>();
            for (FloorBook book : books) {
                all.add(() -> {
                    book.purchase(school.school(), school.line(), 1, legs);
                    return null;
                });
            }
            return Callers.blocking(all, ROUND);
        } finally {
            for (FloorBook book : books) {
                book.close();
            }
        }
    }

    private static Seen pacedInteractive(int connections, double perSecond) throws Exception {
        BlockingQueue<FloorBook> free = new ArrayBlockingQueue<>(connections);
        Scheduler threads = Schedulers.newBoundedElastic(connections, 4_096, "floor");
        try {
            for (int i = 0; i < connections; i++) {
                free.add(new FloorBook(database));
            }
            return Callers.paced(
                    perSecond,
                    ROUND,
                    n -> Mono.fromCallable(() -> {
                                FloorBook book = free.take();
                                try {
                                    book.purchase(school.school(), school.line(), 1, 1);
                                } finally {
                                    free.add(book);
                                }
                                return n;
                            })
                            .subscribeOn(threads));
        } finally {
            threads.dispose();
            for (FloorBook book : free) {
                book.close();
            }
        }
    }

    private static UUID anyLine() {
        return LINES.get(ThreadLocalRandom.current().nextInt(LINES.size()));
    }

    private static Journal reservation(UUID line) {
        UUID requisition = Ids.next();
        return Journal.of(LedgerEvent.REQUISITION_RESERVED, requisition)
                .about("requisition", requisition)
                .by(BudgetFixture.person(school.school(), "", Role.PURCHASER))
                .onlyInTheLinesYear()
                .repeatableAfter(LedgerEvent.REQUISITION_RELEASED)
                .move(FEN)
                .from(AVAILABLE.of(line))
                .to(RESERVED.of(line, requisition));
    }

    private static Journal purchase(UUID line) {
        UUID order = Ids.next();
        return Journal.of(LedgerEvent.ORDER_ENCUMBERED, order)
                .about("purchase-order", order)
                .by(BudgetFixture.person(school.school(), "", Role.PURCHASER))
                .move(FEN)
                .from(AVAILABLE.of(line))
                .to(RESERVED.of(line, order))
                .move(FEN)
                .from(RESERVED.of(line, order))
                .to(ENCUMBERED.of(line, order))
                .move(FEN)
                .from(ENCUMBERED.of(line, order))
                .to(ACCEPTED.of(line, order))
                .move(FEN)
                .from(ACCEPTED.of(line, order))
                .to(SPENT.of(line, order));
    }

    private static final class Rounds {
        private final List<Seen> ours = new ArrayList<>();
        private final List<Seen> floor = new ArrayList<>();

        void ours(Seen seen) {
            ours.add(seen);
        }

        void floor(Seen seen) {
            floor.add(seen);
        }

        void rate(double goal, String name) {
            BenchLine.atLeast(goal, name, "/s", middle(ours, true), middle(floor, true));
        }

        void p99(double goal, String name) {
            BenchLine.atMost(goal, name, "ms", middle(ours, false), middle(floor, false));
        }

        private static double middle(List<Seen> rounds, boolean rate) {
            return BenchLine.median(rounds.stream()
                    .mapToDouble(seen -> rate ? seen.perSecond() : seen.p99())
                    .toArray());
        }
    }
}
