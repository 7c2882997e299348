package org.ziyuan.storefront.appliance.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.springframework.util.FileSystemUtils;
import org.ziyuan.storefront.appliance.start.DataFolder;
import org.ziyuan.storefront.appliance.start.StartRefused;

/** The files of the embedded database, made once: passwords from the first moment, checksums on every page. */
final class PostgresCluster {

    private PostgresCluster() {}

    static boolean exists(DataFolder folder) {
        return Files.exists(folder.postgres().resolve("PG_VERSION"));
    }

    /** Into a draft that is renamed at the end, so that an interrupted first start is simply done again. */
    static void initialize(DataFolder folder, Credentials credentials, PostgresBinaries binaries, OrdinaryUser user) {
        Path draft = folder.root().resolve("postgres.new");
        Path password = folder.root().resolve("superuser.new");
        try {
            FileSystemUtils.deleteRecursively(draft);
            DataFolder.make(draft, "rwx------");
            user.own(draft);
            write(password, credentials.password(Credentials.SUPERUSER));
            user.own(password);
            run(user.running(initdb(binaries, draft, password)), folder.log("initdb.log"));
            FileSystemUtils.deleteRecursively(folder.postgres());
            Files.move(draft, folder.postgres(), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot initialise " + folder.postgres(), failed);
        } finally {
            password.toFile().delete();
        }
    }

    private static List<String> initdb(PostgresBinaries binaries, Path draft, Path password) {
        return List.of(
                binaries.program("initdb"),
                "--pgdata=" + draft,
                "--username=" + Credentials.SUPERUSER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--data-checksums",
                "--encoding=UTF8",
                "--locale=C",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--no-instructions");
    }

    private static void write(Path file, String content) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, content);
    }

    private static void run(List<String> command, Path log) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            if (process.waitFor() != 0) {
                throw new StartRefused("初始化 PostgreSQL 失败；原因见 " + log);
            }
        } catch (InterruptedException interrupted) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
