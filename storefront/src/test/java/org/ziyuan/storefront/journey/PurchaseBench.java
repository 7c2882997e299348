package org.ziyuan.storefront.journey;

import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.ziyuan.marketplace.bench.BenchLine;
import org.ziyuan.marketplace.test.TestDatabase;

/**
 * Whole direct purchases, from the draft to the treasury's receipt, by as many schools as there may be; the floor is the same
 * process on an engine whose workers do nothing. {@code mvn -Pbench verify -pl storefront -am -Dtest=PurchaseBench}.
 */
class PurchaseBench {

    private static final int SCHOOLS = 32;
    private static final Duration WARM_UP = seconds("warm", 30);
    private static final Duration ROUND = seconds("round", 20);
    private static final int FLOOR_THREADS = 4;

    private final Acknowledgements log = new Acknowledgements();
    private final Waits waits = new Waits();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final TestDatabase database = TestDatabase.another();
    private final Statements statements = Statements.of(database);

    @TempDir(cleanup = CleanupMode.NEVER)
    Path temporary;

    @Test
    void aPurchaseIsAsQuickAsItsProcessAllows() throws Exception {
        double floor = floor();
        RunningMarket market = RunningMarket.startFast(
                Files.createDirectory(temporary.resolve("data")),
                RunningMarket.freePort(),
                Cluster.environment(database, database.port()));
        try (Bell bell = new Bell(database)) {
            List<Purchases> schools = IntStream.range(0, SCHOOLS)
                    .parallel()
                    .mapToObj(number -> new Purchases("s%04d".formatted(11 + 2 * number), market, bell))
                    .toList();
            double unused = run("warm", schools.subList(0, 8), WARM_UP, 0);
            double best = 0;
            for (int buyers : new int[] {1, 8, SCHOOLS}) {
                double rate = run(buyers + " schools", schools.subList(0, buyers), ROUND, 0);
                BenchLine.atLeast(0.5, "purchase-" + buyers + "-schools", "/s", rate, floor);
                best = Math.max(best, rate);
                if (buyers == 1) {
                    BenchLine.atMost(1, "hand-over-idle-p50", "ms", waits.at("PRINCIPAL", 0.5), 50);
                }
            }
            BenchLine.atLeast(1, "purchase-best-against-the-goal", "/s", best, 35);
            double unusedToo = run("half of that", schools, ROUND, best / 2);
            BenchLine.atMost(1, "submit-to-accountant-p95", "ms", waits.at("ACCOUNTANT", 0.95), 150);
            BenchLine.atMost(1, "second-approval-to-order-p95", "ms", waits.at("ORDERED", 0.95), 250);
        } finally {
            market.stop();
        }
    }

    private static double floor() throws InterruptedException {
        try (BareEngine engine = new BareEngine(TestDatabase.another())) {
            double unused = engine.rate(FLOOR_THREADS, ROUND.dividedBy(2));
            return engine.rate(FLOOR_THREADS, ROUND.dividedBy(2));
        }
    }

    /** @param pace purchases begun a second by all together; 0: each begins the next at once */
    private double run(String name, List<Purchases> schools, Duration time, double pace) throws InterruptedException {
        waits.forget();
        statements.forget();
        AtomicInteger finished = new AtomicInteger();
        long begun = System.nanoTime();
        long until = begun + time.toNanos();
        ExecutorService crowd = Executors.newFixedThreadPool(schools.size());
        for (int school = 0; school < schools.size(); school++) {
            long interval = pace == 0 ? 0 : (long) (schools.size() / pace * 1e9);
            Turns turns = new Turns(begun + interval * school / schools.size(), interval, until);
            crowd.execute(schools.get(school).buying(finished, turns));
        }
        crowd.shutdown();
        boolean ended = crowd.awaitTermination(time.toSeconds() + 90, TimeUnit.SECONDS);
        statements.print(name, finished.get());
        double rate = finished.get() / ((System.nanoTime() - begun) / 1e9);
        System.out.printf("purchases of %s: %.2f/s, %d in all; %s%n", name, rate, finished.get(), waits);
        if (!ended || !log.stuck.isEmpty() || !log.contradictions.isEmpty()) {
            throw new AssertionError("ended " + ended + " " + log.stuck + " " + log.contradictions);
        }
        return rate;
    }

    private static Duration seconds(String name, int usually) {
        return Duration.ofSeconds(Integer.getInteger("ziyuan.bench.purchase-" + name, usually));
    }

    /** The people of one school, signed in once. */
    private final class Purchases {

        private final String code;
        private final Map<String, Clerk> people = new HashMap<>();

        private Purchases(String code, RunningMarket market, Bell bell) {
            this.code = code;
            Buyer unused = new Buyer(
                    code,
                    login ->
                            people.computeIfAbsent(login, first -> new PromptClerk(client, market, first, bell, waits)),
                    null,
                    log,
                    new AtomicInteger(),
                    () -> false);
        }

        private Buyer buying(AtomicInteger finished, BooleanSupplier goOn) {
            return new Buyer(code, people::get, null, log, finished, goOn);
        }
    }

    /** When the next purchase is begun; behind time it is begun at once. */
    private static final class Turns implements BooleanSupplier {

        private final long interval;
        private final long until;
        private long next;

        private Turns(long first, long interval, long until) {
            this.next = first;
            this.interval = interval;
            this.until = until;
        }

        @Override
        public boolean getAsBoolean() {
            if (interval > 0 && next < until) {
                LockSupport.parkNanos(next - System.nanoTime());
                next += interval;
            }
            return System.nanoTime() < until && (interval == 0 || next <= until + interval);
        }
    }
}
