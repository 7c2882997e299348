package org.ziyuan.storefront.journey;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.ziyuan.marketplace.bench.BenchLine;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.http.client.HttpClient;
import reactor.netty.resources.ConnectionProvider;

/**
 * A crowd of which seven in ten search, each asking again as soon as it is answered, beside one person who reads and
 * writes: how the crowd is answered, against the same pages on the idle node. {@code mvn -Pbench verify -pl storefront -am}.
 */
class StormBench {

    private static final Duration STORM = Duration.ofSeconds(Integer.getInteger("ziyuan.bench.storm-seconds", 30));
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final int IDLE_QUESTIONS = 200;

    /** Seven searches in ten. */
    private static final List<String> PAGES = List.of(
            "/search?q=%E6%95%B0%E5%AD%A6",
            "/search?q=%E4%B8%89%E5%B9%B4%E7%BA%A7%E4%B8%8B%E5%86%8C",
            "/",
            "/search?q=yingyu",
            "/search?q=%E8%AF%AD%E6%96%87&page=2",
            "/sign-in",
            "/search?q=%E7%A7%91%E5%AD%A6",
            "/search?q=math",
            "/",
            "/search?q=%E7%89%A9%E7%90%86");

    @TempDir(cleanup = CleanupMode.NEVER)
    Path temporary;

    @Test
    void theCrowdIsAnsweredAtThePaceOfAnIdleNodeOrSentAwayAtOnce() throws Exception {
        RunningMarket market = RunningMarket.startFast(
                Files.createDirectory(temporary.resolve("data")), RunningMarket.freePort(), Map.of());
        try {
            HttpClient idle = client(market, 1);
            // Once unmeasured: the first asked are answered by code that is not compiled yet.
            List<Answer> unused = ask(idle, 1, Duration.ofSeconds(10), IDLE_QUESTIONS);
            List<Answer> alone = ask(idle, 1, Duration.ofSeconds(10), IDLE_QUESTIONS);
            Somebody purchaser = Somebody.signedIn(market, "s0013.purchaser");
            for (int connections : new int[] {500, 2_000}) {
                storm(market, connections, alone, purchaser);
            }
        } finally {
            market.stop();
        }
    }

    private void storm(RunningMarket market, int connections, List<Answer> alone, Somebody purchaser)
            throws IOException {
        HttpClient crowd = client(market, connections);
        long before = market.residentMebibytes();
        Queue<Answer> mine = new ConcurrentLinkedQueue<>();
        Thread person = new Thread(() -> work(purchaser, mine), "purchaser");
        person.start();
        List<Answer> answers = ask(crowd, connections, STORM, Integer.MAX_VALUE);
        person.interrupt();
        long after = market.residentMebibytes();
        String name = "storm-" + connections + "-";
        double[] idle = millis(alone, status -> status == 200);
        double[] admitted = millis(answers, status -> status == 200);
        double[] refused = millis(answers, status -> status == 503);
        double[] own = millis(mine, status -> status / 100 == 2);
        BenchLine.atMost(3, name + "admitted-p50", "ms", at(admitted, 0.5), at(idle, 0.5));
        BenchLine.atMost(3, name + "admitted-p95", "ms", at(admitted, 0.95), at(idle, 0.95));
        BenchLine.atMost(1, name + "refused-slowest", "ms", at(refused, 1), 2_000);
        BenchLine.atMost(1.2, name + "resident", "MiB", (double) after, (double) before);
        System.out.printf(
                "storm of %d connections for %s: %d answered, %d sent away, %d errors, %d without an answer; admitted"
                        + " p99 %.0f ms slowest %.0f ms; sent away p50 %.0f p99 %.0f ms; the person's own: %d answered,"
                        + " %d not, p50 %.0f p95 %.0f ms%n",
                connections,
                STORM,
                admitted.length,
                refused.length,
                millis(answers, status -> status >= 500 && status != 503).length,
                millis(answers, status -> status == 0).length,
                at(admitted, 0.99),
                at(admitted, 1),
                at(refused, 0.5),
                at(refused, 0.99),
                own.length,
                mine.size() - own.length,
                at(own, 0.5),
                at(own, 0.95));
    }

    private static void work(Somebody purchaser, Queue<Answer> answers) {
        while (!Thread.currentThread().isInterrupted()) {
            answers.add(timed(() -> purchaser.tryGet("/api/v1/requisitions")));
            answers.add(timed(() -> purchaser.write(
                    "POST",
                    "/api/v1/requisitions",
                    Map.of("purpose", "课堂使用"),
                    UUID.randomUUID().toString())));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
    }

    private static Answer timed(Supplier<HttpResponse<String>> question) {
        long begun = System.nanoTime();
        try {
            return new Answer(question.get().statusCode(), System.nanoTime() - begun);
        } catch (UncheckedIOException none) {
            return new Answer(0, System.nanoTime() - begun);
        }
    }

    private static HttpClient client(RunningMarket market, int connections) {
        return HttpClient.create(ConnectionProvider.builder("crowd-" + connections)
                        .maxConnections(connections)
                        .pendingAcquireMaxCount(-1)
                        .build())
                .baseUrl(market.at("").toString())
                .responseTimeout(LONGEST);
    }

    private static List<Answer> ask(HttpClient client, int people, Duration time, int most) {
        long until = System.nanoTime() + time.toNanos();
        return Objects.requireNonNull(Flux.range(0, people)
                .flatMap(
                        person -> Flux.range(person, most == Integer.MAX_VALUE ? Integer.MAX_VALUE - person : most)
                                .takeWhile(number -> System.nanoTime() < until)
                                .concatMap(number -> ask(client, PAGES.get(number % PAGES.size())), 0),
                        people)
                .collectList()
                .block(time.plus(LONGEST).plusSeconds(30)));
    }

    private static Mono<Answer> ask(HttpClient client, String page) {
        return Mono.defer(() -> {
            long begun = System.nanoTime();
            return client.get()
                    .uri(page)
                    .responseSingle((answer, body) ->
                            body.asByteArray().thenReturn(answer.status().code()))
                    .onErrorReturn(0)
                    .map(status -> new Answer(status, System.nanoTime() - begun));
        });
    }

    private static double[] millis(Iterable<Answer> answers, IntPredicate status) {
        return stream(answers)
                .filter(answer -> status.test(answer.status))
                .mapToDouble(answer -> answer.nanos / 1e6)
                .sorted()
                .toArray();
    }

    private static Stream<Answer> stream(Iterable<Answer> answers) {
        return StreamSupport.stream(answers.spliterator(), false);
    }

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))];
    }

    private record Answer(int status, long nanos) {}
}
