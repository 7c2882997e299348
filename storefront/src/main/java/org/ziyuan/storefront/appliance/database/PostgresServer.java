package org.ziyuan.storefront.appliance.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.ziyuan.storefront.appliance.process.Guardian;
import org.ziyuan.storefront.appliance.process.Orphans;
import org.ziyuan.storefront.appliance.process.Ports;
import org.ziyuan.storefront.appliance.process.Supervised;
import org.ziyuan.storefront.appliance.start.DataFolder;
import org.ziyuan.storefront.appliance.start.Progress;
import org.ziyuan.storefront.appliance.start.StartRefused;
import org.ziyuan.storefront.appliance.start.StartStep;

/**
 * The embedded PostgreSQL 17: made once, started with every start, stopped with us.
 *
 * <p>It listens on the loopback address alone, wants a password (scram-sha-256), keeps checksums of its pages and waits
 * for the disk at every commit: money lives in it, demo or not.
 */
public final class PostgresServer {

    private static final int ATTEMPTS = 3;
    private static final Map<String, String> SETTINGS = Map.of(
            "listen_addresses", "127.0.0.1",
            "unix_socket_directories", "",
            "max_connections", "120",
            "shared_buffers", "96MB",
            "min_wal_size", "256MB",
            "max_wal_size", "512MB",
            "fsync", "on",
            "log_statement", "none",
            "log_parameter_max_length", "0",
            "log_parameter_max_length_on_error", "0");

    private final int port;
    private final Credentials credentials;
    private final Supervised process;

    private PostgresServer(int port, Credentials credentials, Supervised process) {
        this.port = port;
        this.credentials = credentials;
        this.process = process;
    }

    /** Whether a database was ever made in this folder. */
    public static boolean wasMadeIn(DataFolder folder) {
        return PostgresCluster.exists(folder);
    }

    /** The PostgreSQL that another process of ours runs from this folder, if one does. */
    public static Optional<Integer> portOfRunning(DataFolder folder) {
        return PostmasterFile.in(folder.postgres())
                .filter(PostmasterFile::ready)
                .filter(file -> file.process(folder.postgres()).isPresent())
                .map(PostmasterFile::port);
    }

    /** Starts it, after stopping what a killed predecessor left running in the same folder. */
    public static PostgresServer start(DataFolder folder) {
        Credentials credentials = Credentials.in(folder);
        PostgresBinaries binaries = PostgresBinaries.unpackedIn(folder);
        OrdinaryUser user = OrdinaryUser.find();
        stopOrphan(folder.postgres());
        if (!PostgresCluster.exists(folder)) {
            Progress.say("初始化 PostgreSQL 数据目录");
            PostgresCluster.initialize(folder, credentials, binaries, user);
        }
        user.own(folder.postgres());
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            int port = Ports.free();
            Guardian guardian = launch(folder, binaries, user, port);
            if (becomesReady(folder, port, guardian)) {
                return new PostgresServer(
                        port,
                        credentials,
                        Supervised.over("PostgreSQL", guardian, () -> launch(folder, binaries, user, port)));
            }
        }
        throw new StartRefused("内置 PostgreSQL 未能启动；原因见 " + folder.log("postgres.log"));
    }

    public int port() {
        return port;
    }

    /** Gives it the database of the product with its roles, schemas and passwords. */
    public void prepareRoles() {
        PostgresRoles.prepare(port, credentials);
    }

    public void stop() {
        process.stop(Duration.ofSeconds(20));
    }

    private static Guardian launch(DataFolder folder, PostgresBinaries binaries, OrdinaryUser user, int port) {
        List<String> command = new ArrayList<>(
                List.of(binaries.program("postgres"), "-D", folder.postgres().toString(), "-p", "" + port));
        SETTINGS.forEach((name, value) -> {
            command.add("-c");
            command.add(name + "=" + value);
        });
        return Guardian.start(user.running(command), "INT", folder.log("postgres.log"), folder.root());
    }

    /**
     * Waits for as long as it lives. After a crash on a slow disk it reads its log for minutes, and stopping it then
     * lets it begin again. False when it ended, as it does when somebody took the port meanwhile.
     */
    private static boolean becomesReady(DataFolder folder, int port, Guardian guardian) {
        StartStep.named("等待内置 PostgreSQL 就绪", "原因见 " + folder.log("postgres.log") + "；磁盘若已满，请先腾出空间，再启动一次。")
                .until(() -> !guardian.alive() || isReady(folder.postgres(), port));
        return guardian.alive();
    }

    private static boolean isReady(Path cluster, int port) {
        return PostmasterFile.in(cluster)
                .filter(file -> file.ready() && file.port() == port)
                .isPresent();
    }

    private static void stopOrphan(Path cluster) {
        PostmasterFile.in(cluster).flatMap(file -> file.process(cluster)).ifPresent(orphan -> {
            Progress.say("上次异常退出留下的 PostgreSQL（进程 %d）正在停止", orphan.pid());
            Orphans.stop(orphan, "INT", Duration.ofSeconds(30));
        });
        PostmasterFile.release(cluster);
    }
}
