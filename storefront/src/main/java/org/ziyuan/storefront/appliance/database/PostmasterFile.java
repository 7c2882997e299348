package org.ziyuan.storefront.appliance.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.ziyuan.storefront.appliance.process.Orphans;

/**
 * What a PostgreSQL says of itself in {@code postmaster.pid}: its process, its port, and whether it is ready. The file is
 * also its lock, and what a killed server leaves of it must not keep the next one from starting.
 */
record PostmasterFile(long pid, int port, boolean ready) {

    private static final int PORT_LINE = 3;
    private static final int STATUS_LINE = 7;

    /** No kernel gives this number to a process. */
    private static final String NOBODY = Integer.toString(Integer.MAX_VALUE);

    static Optional<PostmasterFile> in(Path cluster) {
        try {
            List<String> lines = Files.readAllLines(cluster.resolve("postmaster.pid"));
            if (lines.size() <= PORT_LINE) {
                return Optional.empty();
            }
            boolean ready =
                    lines.size() > STATUS_LINE && lines.get(STATUS_LINE).strip().equals("ready");
            return Optional.of(new PostmasterFile(
                    Long.parseLong(lines.get(0).strip()),
                    Integer.parseInt(lines.get(PORT_LINE).strip()),
                    ready));
        } catch (NoSuchFileException | NumberFormatException notRunning) {
            return Optional.empty();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Makes a stale lock harmless. PostgreSQL refuses to start over an empty one, and over one whose number has
     * meanwhile gone to a stranger, as happens at once in a container. Only the number is replaced: the shared memory
     * that the file names is still looked at, in case a backend outlived its server.
     */
    static void release(Path cluster) {
        Path file = cluster.resolve("postmaster.pid");
        Optional<PostmasterFile> left = in(cluster);
        try {
            if (left.isEmpty()) {
                Files.deleteIfExists(file);
            } else if (left.get().process(cluster).isEmpty()) {
                List<String> lines = new ArrayList<>(Files.readAllLines(file));
                lines.set(0, NOBODY);
                Files.write(file, lines);
            }
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot release " + file, refused);
        }
    }

    /** The living process, if it is a PostgreSQL of this very cluster and not a stranger that got the same number. */
    Optional<ProcessHandle> process(Path cluster) {
        return Orphans.ours(pid, "postgres", cluster);
    }
}
