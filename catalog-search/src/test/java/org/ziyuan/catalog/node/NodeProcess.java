package org.ziyuan.catalog.node;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.Node;
import org.opensearch.node.NodeValidationException;
import org.opensearch.transport.Netty4Plugin;

/** The child's main: starts a node on free ports, says which, and ends with its parent. */
final class NodeProcess extends Node {

    private NodeProcess(Environment environment) {
        super(environment, List.of(CommonAnalysisPlugin.class, Netty4Plugin.class), true);
    }

    public static void main(String[] folderAndPort) throws IOException, NodeValidationException {
        Path home = Path.of(folderAndPort[0]);
        Settings settings = Settings.builder()
                .put("path.home", home)
                .put("path.data", home.resolve("data"))
                .put("path.logs", home.resolve("logs"))
                .put("cluster.name", "ziyuan-test")
                .put("discovery.type", "single-node")
                .put("network.host", "127.0.0.1")
                .put("http.port", folderAndPort[1])
                .put("transport.port", "0")
                .put("script.allowed_types", "none")
                .put("indices.query.bool.max_clause_count", 256)
                .put("action.destructive_requires_name", true)
                .put("action.auto_create_index", "false")
                .put("cluster.routing.allocation.disk.threshold_enabled", false)
                .build();
        try (Node node = new NodeProcess(new Environment(settings, home.resolve("config")))) {
            node.start();
            int port = node.injector()
                    .getInstance(HttpServerTransport.class)
                    .boundAddress()
                    .publishAddress()
                    .getPort();
            System.out.println(SearchNode.READY + port);
            System.out.flush();
            while (System.in.read() >= 0) {
                // until the test that started it goes away
            }
        }
        Runtime.getRuntime().halt(0);
    }
}
