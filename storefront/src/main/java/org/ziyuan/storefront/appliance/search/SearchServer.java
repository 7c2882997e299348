package org.ziyuan.storefront.appliance.search;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.util.FileSystemUtils;
import org.ziyuan.storefront.appliance.process.Guardian;
import org.ziyuan.storefront.appliance.process.Ports;
import org.ziyuan.storefront.appliance.process.Supervised;
import org.ziyuan.storefront.appliance.start.DataFolder;
import org.ziyuan.storefront.appliance.start.Progress;

/**
 * The embedded OpenSearch node in its child JVM. Nothing in it is the only copy of anything: an index that no longer
 * opens is thrown away, and the projection writes it anew.
 */
public final class SearchServer {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PATIENCE_AT_THE_END = Duration.ofSeconds(15);

    private final DataFolder folder;
    private final Class<?> application;
    private final int port;
    private volatile Guardian guardian;
    private volatile @Nullable Supervised supervised;
    private volatile boolean stopping;

    private SearchServer(DataFolder folder, Class<?> application, int port) {
        this.folder = folder;
        this.application = application;
        this.port = port;
        this.guardian = launch();
    }

    /** Starts it through the application's own main method and returns at once; {@link #becomesReady} waits. */
    public static SearchServer start(DataFolder folder, Class<?> application) {
        SearchOrphan.stop(folder.search());
        DataFolder.make(folder.search().resolve("data"), "rwx------");
        return new SearchServer(folder, application, Ports.free());
    }

    static Path pidFile(Path home) {
        return home.resolve("node.pid");
    }

    public int port() {
        return port;
    }

    public String url() {
        return "http://127.0.0.1:" + port;
    }

    /** Waits until it answers; starts it once more, empty, when its data does not open. */
    public boolean becomesReady() {
        boolean ready = answersInTime();
        if (!ready && !stopping && !guardian.alive()) {
            Progress.say("检索索引无法打开，正在重建（原因见 %s）", folder.log("opensearch.log"));
            deleteIndex();
            guardian = launch();
            ready = answersInTime();
        }
        if (supervised == null && !stopping) {
            supervised = Supervised.over("OpenSearch", guardian, this::launch);
        }
        return ready;
    }

    public void stop() {
        stopping = true;
        Supervised kept = supervised;
        if (kept != null) {
            kept.stop(PATIENCE_AT_THE_END);
        } else {
            guardian.stop(PATIENCE_AT_THE_END);
        }
    }

    private Guardian launch() {
        return Guardian.start(
                ChildJvm.command(application, folder.search(), port, Ports.free()),
                "TERM",
                folder.log("opensearch.log"),
                Path.of(""));
    }

    private void deleteIndex() {
        try {
            FileSystemUtils.deleteRecursively(folder.search().resolve("data"));
            DataFolder.make(folder.search().resolve("data"), "rwx------");
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    private boolean answersInTime() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (guardian.alive() && System.nanoTime() < deadline) {
            if (answers(url())) {
                return true;
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        return false;
    }

    /** Whether something there answers well. */
    static boolean answers(String url) {
        return status(url) == 200;
    }

    /** The status that something there answers with; 0 when nothing answers. */
    public static int status(String url) {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) URI.create(url).toURL().openConnection();
            connection.setConnectTimeout(1000);
            connection.setReadTimeout(2000);
            return connection.getResponseCode();
        } catch (IOException nobody) {
            return 0;
        }
    }
}
