package org.ziyuan.catalog.node;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.ziyuan.marketplace.test.TemporaryFolder;

/** A real OpenSearch node that tests share; it ends when this JVM does, because it watches its standard input. */
public final class SearchNode {

    static final String READY = "SEARCH-NODE-LISTENS-ON ";

    /** The node logs through log4j-core, which does not bear Boot's bridge beside it. */
    private static final Set<String> NOT_FOR_THE_NODE =
            Set.of("log4j-to-slf4j", "logback", "spring-", "opensearch-java");

    private final Process process;
    private final Path folder;
    private final int port;

    private SearchNode(Process process, Path folder, int port) {
        this.process = process;
        this.folder = folder;
        this.port = port;
    }

    public static SearchNode shared() {
        return Shared.NODE;
    }

    /** A node of one's own, to be killed. */
    public static SearchNode start() {
        try {
            return start(0, Files.createTempDirectory("ziyuan-search-node"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A node where another one was, on what it left. */
    public static SearchNode start(int port, Path folder) {
        try {
            Process process = new ProcessBuilder(command(port, folder))
                    .redirectErrorStream(true)
                    .start();
            return new SearchNode(process, folder, port(process));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    public Path folder() {
        return folder;
    }

    /** At once, as by an accident. */
    public void kill() {
        Process ended = process.destroyForcibly().onExit().join();
        if (ended.isAlive()) {
            throw new IllegalStateException("the search node survived");
        }
    }

    private static List<String> command(int port, Path folder) {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                TemporaryFolder.forChild(),
                "-Djava.awt.headless=true",
                "-cp",
                classPath(),
                NodeProcess.class.getName(),
                folder.toString(),
                String.valueOf(port));
    }

    private static String classPath() {
        return Arrays.stream(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator)))
                .filter(entry -> NOT_FOR_THE_NODE.stream()
                        .noneMatch(Path.of(entry).getFileName().toString()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static int port(Process process) throws IOException {
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder said = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.startsWith(READY)) {
                drain(output);
                return Integer.parseInt(line.substring(READY.length()));
            }
            said.append(line).append('\n');
        }
        throw new IllegalStateException("the search node did not start:\n" + said);
    }

    private static void drain(BufferedReader output) {
        Thread drain = new Thread(() -> output.lines().forEach(line -> {}), "search-node-output");
        drain.setDaemon(true);
        drain.start();
    }

    /** Started on first use. */
    private static final class Shared {
        private static final SearchNode NODE = start();
    }
}
