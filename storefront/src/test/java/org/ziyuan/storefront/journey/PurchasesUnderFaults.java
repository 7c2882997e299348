package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.ziyuan.marketplace.test.Line;

/**
 * Schools buy for minutes on two nodes while nodes are killed and frozen, commits lose their answers, the database
 * vanishes and the payment provider is silent or lies. At the end nothing that was acknowledged may be lost, doubled or
 * stuck. {@code mvn -Pfaults verify -pl storefront -am}; {@code -Dziyuan.faults.minutes=10},
 * {@code -Dziyuan.faults.seed=1}.
 */
class PurchasesUnderFaults {

    private static final int BUYERS = 6;
    private static final Duration BETWEEN = Duration.ofSeconds(6);
    private static final Duration TO_RECOVER = Duration.ofSeconds(60);

    private final Random chance = new Random(Long.getLong("ziyuan.faults.seed", 1L));
    private final Map<String, Integer> faults = new LinkedHashMap<>();

    @TempDir(cleanup = CleanupMode.NEVER)
    Path temporary;

    @Test
    void nothingAcknowledgedIsLostDoubledOrStuck() throws Exception {
        long minutes = Long.getLong("ziyuan.faults.minutes", 10L);
        Acknowledgements log = new Acknowledgements();
        AtomicInteger finished = new AtomicInteger();
        List<String> codes = IntStream.range(0, BUYERS)
                .mapToObj(number -> "s%04d".formatted(11 + 2 * number))
                .toList();
        try (Cluster cluster = Cluster.start(temporary)) {
            Map<UUID, Long> before = spent(cluster, codes);
            long deadline = System.nanoTime() + Duration.ofMinutes(minutes).toNanos();
            ExecutorService crowd = Executors.newFixedThreadPool(BUYERS);
            for (String code : codes) {
                crowd.execute(new Buyer(
                        code,
                        login -> new Insistent(cluster::node, login, log),
                        cluster.providers(),
                        log,
                        finished,
                        () -> System.nanoTime() < deadline));
            }
            while (System.nanoTime() < deadline && log.contradictions.isEmpty() && log.stuck.isEmpty()) {
                pause(BETWEEN);
                inject(cluster);
                cluster.settle(TO_RECOVER);
            }
            crowd.shutdown();
            boolean ended = crowd.awaitTermination(Insistent.PATIENCE.toMinutes() + 2, TimeUnit.MINUTES);
            if (!ended) {
                log.stuck.add("a buyer never came to an end");
            }
            judge(cluster, log, finished.get(), before);
        }
    }

    private void judge(Cluster cluster, Acknowledgements log, int finished, Map<UUID, Long> before) throws Exception {
        Accounts accounts =
                Accounts.of(cluster.database(), log, cluster.providers().paidInFen());
        for (Map.Entry<UUID, Long> line : before.entrySet()) {
            long paid = Accounts.paidInFen(cluster.database(), line.getKey(), log.of("paid"));
            long spent = Accounts.spentInFen(cluster.database(), line.getKey()) - line.getValue();
            if (spent != paid) {
                (spent < paid ? accounts.lost : accounts.doubled).add(line + ": spent " + spent + ", paid " + paid);
            }
        }
        List<String> said = new ArrayList<>();
        int verified = cluster.verify(said);
        System.out.printf(
                "FAULTS purchases=%d acts=%d retries=%d lost=%d doubled=%d stuck=%d refused=%d verify=%d faults=%s"
                        + " acts=%s%n",
                finished,
                log.size(),
                log.retries.get(),
                accounts.lost.size(),
                accounts.doubled.size(),
                log.stuck.size(),
                log.contradictions.size(),
                verified,
                faults,
                log.counts());
        assertThat(accounts.lost).as("lost").isEmpty();
        assertThat(accounts.doubled).as("doubled").isEmpty();
        assertThat(log.stuck).as("stuck").isEmpty();
        assertThat(log.contradictions).as("refused though it was right").isEmpty();
        assertThat(verified).as(String.join("\n", said)).isZero();
        assertThat(finished).as("purchases that came to their end").isPositive();
    }

    private void inject(Cluster cluster) throws IOException, InterruptedException {
        int node = chance.nextInt(Cluster.NODES);
        Line line = cluster.line(node);
        switch (chance.nextInt(7)) {
            case 0 -> {
                count("kill -9");
                cluster.node(node).crash();
                cluster.restart(node);
            }
            case 1 -> {
                count("freeze");
                cluster.node(node).freeze();
                pause(Duration.ofSeconds(10 + chance.nextInt(20)));
                cluster.node(node).thaw();
            }
            case 2 -> {
                int before = line.answersLost();
                for (int cut = 0; cut < 8; cut++) {
                    line.loseTheAnswerTo("COMMIT");
                    pause(Duration.ofMillis(700));
                }
                count("cut commits", line.answersLost() - before);
            }
            case 3 -> {
                count("black hole");
                line.swallow();
                pause(Duration.ofSeconds(5 + chance.nextInt(20)));
                line.carry();
            }
            case 4 -> {
                count("all connections cut");
                line.cut();
            }
            case 5 -> {
                count("provider lies");
                cluster.providers().lie(chance.nextInt(5));
                pause(Duration.ofSeconds(8));
                cluster.providers().tellTheTruth();
            }
            default -> {
                count("provider silent");
                cluster.providers().line().swallow();
                pause(Duration.ofSeconds(8));
                cluster.providers().line().carry();
            }
        }
    }

    private void count(String fault) {
        count(fault, 1);
    }

    private void count(String fault, int times) {
        faults.merge(fault, times, Integer::sum);
    }

    private static Map<UUID, Long> spent(Cluster cluster, List<String> codes) throws Exception {
        Map<UUID, Long> spent = new LinkedHashMap<>();
        for (String code : codes) {
            UUID line = Buyer.lineOf(code);
            spent.put(line, Accounts.spentInFen(cluster.database(), line));
        }
        return spent;
    }

    private static void pause(Duration time) {
        LockSupport.parkNanos(time.toNanos());
    }
}
