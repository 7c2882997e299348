package org.ziyuan.storefront.appliance.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.index.mapper.MapperExtrasPlugin;
import org.opensearch.index.reindex.ReindexPlugin;
import org.opensearch.node.Node;
import org.opensearch.node.NodeValidationException;
import org.opensearch.plugins.Plugin;
import org.opensearch.transport.Netty4Plugin;

/**
 * What the child JVM of the search node does: one node on the loopback address, without scripts. It ends with SIGTERM,
 * which its guardian sends when we end.
 */
public final class SearchNode {

    /** The sub-command of the same jar that runs this; not meant for people. */
    public static final String COMMAND = "search-node";

    private static final List<Class<? extends Plugin>> MODULES =
            List.of(Netty4Plugin.class, CommonAnalysisPlugin.class, MapperExtrasPlugin.class, ReindexPlugin.class);

    private SearchNode() {}

    /** Runs until the process is told to end: {@code search-node <folder> <http port> <transport port>}. */
    public static void serve(String... arguments) {
        Path home = Path.of(arguments[1]);
        try {
            Files.writeString(
                    SearchServer.pidFile(home),
                    Long.toString(ProcessHandle.current().pid()));
            Node node =
                    new OwnNode(new Environment(settings(home, arguments[2], arguments[3]), home.resolve("config")));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> close(node), "search-node-close"));
            node.start();
            new CountDownLatch(1).await();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (NodeValidationException refused) {
            throw new IllegalStateException(refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static Settings settings(Path home, String httpPort, String transportPort) {
        return Settings.builder()
                .put("path.home", home)
                .put("path.data", home.resolve("data"))
                .put("path.logs", home.resolve("logs"))
                .put("cluster.name", "ziyuan")
                .put("node.name", "ziyuan-search")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", httpPort)
                .put("transport.port", transportPort)
                .put("script.allowed_types", "none")
                .put("action.destructive_requires_name", true)
                .put("indices.query.bool.max_clause_count", 256)
                // A disk that fills up is the database's worry; a search node that turns read-only helps nobody.
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build();
    }

    private static void close(Node node) {
        try {
            node.close();
        } catch (IOException failed) {
            System.err.println("search node did not close: " + failed);
        }
    }

    /** A node whose modules lie on the class path. */
    private static final class OwnNode extends Node {
        OwnNode(Environment environment) {
            super(environment, MODULES, true);
        }
    }
}
