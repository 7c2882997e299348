package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.ziyuan.marketplace.bench.BenchLine;
import org.ziyuan.storefront.journey.Crowd.Answer;

/**
 * A crowd of which seven in ten search, each asking again as soon as it is answered; beside it five visitors of the same
 * kind and one person who reads and writes: how these are answered, against the same pages on the idle node. {@code mvn -Pbench verify -pl storefront -am}.
 */
class StormBench {

    private static final Duration STORM = Duration.ofSeconds(Integer.getInteger("ziyuan.bench.storm-seconds", 30));
    private static final Duration ALONE = Duration.ofSeconds(10);

    private static final int VISITORS = 5;
    private static final Duration LOOKING = Duration.ofMillis(50);

    @TempDir(cleanup = CleanupMode.NEVER)
    Path temporary;

    @Test
    void theCrowdIsAnsweredAtThePaceOfAnIdleNodeOrSentAwayAtOnce() throws Exception {
        RunningMarket market = RunningMarket.startFast(
                Files.createDirectory(temporary.resolve("data")), RunningMarket.freePort(), Map.of());
        try {
            String address = market.at("").toString();
            // Once unmeasured: the first asked are answered by code that is not compiled yet.
            List<Answer> unused = Crowd.ask(address, 1, ALONE, Duration.ZERO);
            List<Answer> alone = Crowd.ask(address, 1, ALONE, Duration.ZERO);
            Somebody purchaser = Somebody.signedIn(market, "s0013.purchaser");
            for (int connections : new int[] {500, 2_000}) {
                storm(market, connections, alone, purchaser);
            }
        } finally {
            market.stop();
        }
    }

    private void storm(RunningMarket market, int connections, List<Answer> alone, Somebody purchaser)
            throws IOException, InterruptedException {
        long before = market.residentMebibytes();
        String address = market.at("").toString();
        Path said = temporary.resolve("crowd-" + connections);
        Process crowd = crowd(address, connections, said);
        Queue<Answer> mine = new ConcurrentLinkedQueue<>();
        Thread person = new Thread(() -> work(purchaser, mine), "purchaser");
        person.start();
        List<Answer> answers = Crowd.ask(address, VISITORS, STORM, LOOKING);
        person.interrupt();
        long after = market.residentMebibytes();
        String name = "storm-" + connections + "-";
        double[] idle = Crowd.millis(alone, status -> status == 200);
        double[] admitted = Crowd.millis(answers, status -> status == 200);
        double[] refused = Crowd.millis(answers, status -> status == 503);
        double[] own = Crowd.millis(mine, status -> status / 100 == 2);
        BenchLine.atMost(3, name + "admitted-p50", "ms", at(admitted, 0.5), at(idle, 0.5));
        BenchLine.atMost(3, name + "admitted-p95", "ms", at(admitted, 0.95), at(idle, 0.95));
        BenchLine.atMost(1, name + "refused-slowest", "ms", at(refused, 1), 2_000);
        BenchLine.atMost(1.2, name + "resident", "MiB", (double) after, (double) before);
        System.out.printf(
                "storm of %d connections for %s: %d visitors answered, %d sent away, %d otherwise; admitted p99 %.0f ms"
                        + " slowest %.0f ms; sent away p50 %.0f p99 %.0f ms; the person's own: %d answered, %d not, p50"
                        + " %.0f p95 %.0f ms%n",
                connections,
                STORM,
                admitted.length,
                refused.length,
                answers.size() - admitted.length - refused.length,
                at(admitted, 0.99),
                at(admitted, 1),
                at(refused, 0.5),
                at(refused, 0.99),
                own.length,
                mine.size() - own.length,
                at(own, 0.5),
                at(own, 0.95));
        assertThat(crowd.waitFor(2, TimeUnit.MINUTES)).as("the crowd has gone").isTrue();
        System.out.print(Files.readString(said));
        assertThat(Files.readString(said)).contains(" 0 errors, 0 without an answer");
    }

    /** It takes what the product leaves of the processor: what a crowd costs itself is paid on other machines. */
    private static Process crowd(String address, int connections, Path said) throws IOException {
        return new ProcessBuilder(
                        "nice",
                        "-n",
                        "19",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Crowd.class.getName(),
                        address,
                        Integer.toString(connections),
                        Long.toString(STORM.toSeconds()))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
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

    private static double at(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.round(share * (sorted.length - 1))];
    }
}
