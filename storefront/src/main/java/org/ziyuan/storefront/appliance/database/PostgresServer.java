package org.ziyuan.storefront.appliance.database;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.ziyuan.storefront.appliance.process.Guardian;
import org.ziyuan.storefront.appliance.process.Orphans;
import org.ziyuan.storefront.appliance.process.Ports;
import org.ziyuan.storefront.appliance.process.Supervised;
import org.ziyuan.storefront.appliance.start.DataFolder;
import org.ziyuan.storefront.appliance.start.Progress;
import org.ziyuan.storefront.appliance.start.StartRefused;

/**
 * The embedded PostgreSQL 17: made once, started with every start, stopped with us.
 *
 * <p>It listens on the loopback address alone, wants a password (scram-sha-256), keeps checksums of its pages and waits
 * for the disk at every commit: money lives in it, demo or not.
 */
public final class PostgresServer {

    private static final int ATTEMPTS = 3;

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
            Guardian guardian = PostgresProcess.launch(folder, binaries, user, port);
            if (PostgresProcess.becomesReady(folder, port, guardian)) {
                return new PostgresServer(
                        port,
                        credentials,
                        Supervised.over(
                                "PostgreSQL", guardian, () -> PostgresProcess.launch(folder, binaries, user, port)));
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

    private static void stopOrphan(Path cluster) {
        PostmasterFile.in(cluster).flatMap(file -> file.process(cluster)).ifPresent(orphan -> {
            Progress.say("上次异常退出留下的 PostgreSQL（进程 %d）正在停止", orphan.pid());
            Orphans.stop(orphan, "INT", Duration.ofSeconds(30));
        });
        PostmasterFile.release(cluster);
    }
}
