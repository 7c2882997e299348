package org.ziyuan.marketplace.test;

import io.r2dbc.pool.ConnectionPool;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A PostgreSQL of its own for a test that stops and starts it again, on the same port over the same folder. */
public final class RestartablePostgres implements AutoCloseable {

    private final Path folder;
    private final int port;
    private EmbeddedPostgres server;

    private RestartablePostgres(Path folder, int port, EmbeddedPostgres server) {
        this.folder = folder;
        this.port = port;
        this.server = server;
    }

    /** Started and migrated; it waits for the disk at every commit. */
    public static RestartablePostgres start() throws IOException {
        Path folder = Files.createTempDirectory("restartable-postgres");
        int port = freePort();
        RestartablePostgres postgres = new RestartablePostgres(folder, port, launch(folder, port));
        TestDatabase.migrate(port, "ziyuan");
        return postgres;
    }

    /** Stopped as an operator would, with connections open, and started again. */
    public void restart() {
        try {
            server.close();
            server = launch(folder, port);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Gone at once with all that it had only in memory, and started again: it recovers from its log. */
    public void crash() {
        try {
            long pid = Long.parseLong(
                    Files.readAllLines(folder.resolve("postmaster.pid")).get(0));
            ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
            int told = new ProcessBuilder("kill", "-QUIT", Long.toString(pid))
                    .start()
                    .waitFor();
            if (told != 0) {
                throw new IOException("nobody to tell under " + pid);
            }
            postmaster.onExit().get(30, TimeUnit.SECONDS);
            server.close();
            server = launch(folder, port);
        } catch (IOException | ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    public ConnectionPool pool(int size) {
        return TestDatabase.pool("r2dbc:postgresql://localhost:" + port + "/ziyuan", size);
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private static EmbeddedPostgres launch(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder)
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
