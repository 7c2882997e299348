package org.ziyuan.storefront.appliance.database;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.ziyuan.storefront.appliance.process.Guardian;
import org.ziyuan.storefront.appliance.start.DataFolder;
import org.ziyuan.storefront.appliance.start.StartStep;

/** The process of the embedded PostgreSQL, with the settings that it always has. */
final class PostgresProcess {

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

    private PostgresProcess() {}

    static Guardian launch(DataFolder folder, PostgresBinaries binaries, OrdinaryUser user, int port) {
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
    static boolean becomesReady(DataFolder folder, int port, Guardian guardian) {
        StartStep.named("等待内置 PostgreSQL 就绪", "原因见 " + folder.log("postgres.log") + "；磁盘若已满，请先腾出空间，再启动一次。")
                .until(() -> !guardian.alive() || isReady(folder.postgres(), port));
        return guardian.alive();
    }

    private static boolean isReady(Path cluster, int port) {
        return PostmasterFile.in(cluster)
                .filter(file -> file.ready() && file.port() == port)
                .isPresent();
    }
}
