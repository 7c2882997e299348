package org.ziyuan.catalog.node;

import java.io.IOException;
import org.codelibs.opensearch.runner.OpenSearchRunner;
import org.opensearch.http.HttpServerTransport;

/** The child's main: starts a node on free ports, says which, and ends with its parent. */
final class NodeProcess {

    private NodeProcess() {}

    public static void main(String[] folderAndPort) throws IOException {
        OpenSearchRunner runner = new OpenSearchRunner();
        runner.onBuild((number, settings) -> {
            settings.put("http.port", folderAndPort[1]);
            settings.put("transport.port", "0");
            settings.put("network.host", "127.0.0.1");
            settings.put("script.allowed_types", "none");
            settings.put("indices.query.bool.max_clause_count", "256");
            settings.put("action.destructive_requires_name", "true");
            settings.put("action.auto_create_index", "false");
        });
        runner.build(OpenSearchRunner.newConfigs()
                .basePath(folderAndPort[0])
                .numOfNode(1)
                .clusterName("ziyuan-test")
                .moduleTypes("org.opensearch.analysis.common.CommonAnalysisPlugin,"
                        + "org.opensearch.transport.Netty4Plugin")
                .disableESLogger());
        int port = runner.getInstance(HttpServerTransport.class)
                .boundAddress()
                .publishAddress()
                .getPort();
        System.out.println(SearchNode.READY + port);
        System.out.flush();
        while (System.in.read() >= 0) {
            continue;
        }
        runner.close();
        runner.clean();
        Runtime.getRuntime().halt(0);
    }
}
