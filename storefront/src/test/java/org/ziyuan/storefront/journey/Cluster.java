package org.ziyuan.storefront.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.ziyuan.marketplace.test.Line;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.storefront.sandbox.PlayedProviders;

/** Two nodes of the product, each on a line of its own to one PostgreSQL, and a payment provider outside of both. */
final class Cluster implements AutoCloseable {

    static final int NODES = 2;

    private final Path home;
    private final TestDatabase database;
    private final PlayedProviders providers;
    private final List<Line> lines = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final AtomicReferenceArray<RunningMarket> nodes = new AtomicReferenceArray<>(NODES);

    private Cluster(Path home, TestDatabase database, PlayedProviders providers) {
        this.home = home;
        this.database = database;
        this.providers = providers;
    }

    static Cluster start(Path home) throws IOException {
        Cluster cluster = new Cluster(
                home, TestDatabase.another(), PlayedProviders.start(Files.createDirectory(home.resolve("providers"))));
        int port = Integer.parseInt(cluster.database.jdbcUrl().replaceFirst(".*:(\\d+)/.*", "$1"));
        for (int node = 0; node < NODES; node++) {
            cluster.lines.add(Line.to(port));
            cluster.ports.add(RunningMarket.freePort());
            Files.createDirectory(home.resolve("node" + node));
        }
        for (int node = 0; node < NODES; node++) {
            cluster.restart(node);
        }
        return cluster;
    }

    /** Which node a request goes to: in turn, as a balancer does that knows nothing of them. */
    RunningMarket node(int request) {
        return nodes.get(Math.floorMod(request, NODES));
    }

    /** The line between a node and the database. */
    Line line(int node) {
        return lines.get(node);
    }

    PlayedProviders providers() {
        return providers;
    }

    TestDatabase database() {
        return database;
    }

    void restart(int node) {
        Map<String, String> settings = providers.settings("http://127.0.0.1:" + ports.get(0) + "/");
        String[] arguments = settings.entrySet().stream()
                .map(setting -> "--" + setting.getKey() + "=" + setting.getValue())
                .toArray(String[]::new);
        nodes.set(
                node, RunningMarket.start(home.resolve("node" + node), ports.get(node), environment(node), arguments));
    }

    /** Waits until both answer again. */
    void settle(Duration patience) {
        for (int node = 0; node < NODES; node++) {
            RunningMarket market = nodes.get(node);
            RunningMarket.await(patience, market::isReady, () -> "not ready again: " + market.whatItDoes());
        }
    }

    int verify(List<String> said) throws IOException, InterruptedException {
        return nodes.get(0).run("verify", said);
    }

    private Map<String, String> environment(int node) {
        return environment(database, lines.get(node).port());
    }

    /** What tells a node of the database, by that port of this machine. */
    static Map<String, String> environment(TestDatabase database, int port) {
        String address =
                database.r2dbcUrl().replaceFirst("r2dbc:postgresql://localhost:\\d+", "postgresql://127.0.0.1:" + port);
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_R2DBC_URL", "r2dbc:" + address);
        environment.put("SPRING_R2DBC_USERNAME", "market_app");
        environment.put("SPRING_R2DBC_PASSWORD", "test");
        environment.put("SPRING_DATASOURCE_URL", "jdbc:" + address);
        environment.put("SPRING_DATASOURCE_USERNAME", "market_owner");
        environment.put("SPRING_DATASOURCE_PASSWORD", "test");
        environment.put("ZIYUAN_ENGINE_DATASOURCE_USERNAME", "market_engine");
        environment.put("ZIYUAN_ENGINE_DATASOURCE_PASSWORD", "test");
        environment.put("ZIYUAN_OPENSEARCH_URL", "");
        environment.put("ZIYUAN_SECRETS_KEY_ENCRYPTION_KEY", "dGhpcnR5LXR3byBieXRlcyBvZiBhIHRlc3QncyBrZXk=");
        return environment;
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (int node = 0; node < NODES; node++) {
            RunningMarket market = nodes.get(node);
            if (market != null) {
                market.stop();
            }
        }
        for (Line line : lines) {
            line.close();
        }
        providers.close();
    }
}
