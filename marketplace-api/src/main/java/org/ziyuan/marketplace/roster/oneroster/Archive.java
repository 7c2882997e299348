package org.ziyuan.marketplace.roster.oneroster;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.sheet.Rows;
import org.ziyuan.marketplace.sheet.SheetFile;
import org.ziyuan.marketplace.sheet.UnreadableSheet;

/**
 * Unpacks the files of a OneRoster archive one by one and no further than its bounds. Nothing that the archive says of its own
 * size is believed, and no name in it becomes a path.
 */
final class Archive {

    private static final List<String> FILES = List.of(
            "manifest.csv",
            "academicSessions.csv",
            "orgs.csv",
            "users.csv",
            "roles.csv",
            "courses.csv",
            "classes.csv",
            "enrollments.csv");
    private static final int MOST_ENTRIES = 1_000;
    private static final int PIECE = 8_192;

    private final long most;
    private final int mostRows;
    private long left;

    private Archive(long most, int mostRows) {
        this.most = most;
        this.mostRows = mostRows;
        this.left = most;
    }

    /**
     * The tables by the names of their files; null for a file that is no archive of this kind.
     *
     * @param most bytes of all that is unpacked
     */
    static @Nullable Map<String, Table> read(Path file, long most, int mostRows) throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            List<String> names = new ArrayList<>();
            zip.stream().limit(MOST_ENTRIES).map(ZipEntry::getName).forEach(names::add);
            Optional<String> users = names.stream()
                    .filter(name ->
                            !name.startsWith("__MACOSX/") && (name.equals("users.csv") || name.endsWith("/users.csv")))
                    .min(Comparator.comparingInt(String::length));
            if (users.isEmpty()) {
                return null;
            }
            String folder = users.get().substring(0, users.get().length() - "users.csv".length());
            return new Archive(most, mostRows).tables(zip, folder);
        } catch (ZipException noArchive) {
            return null;
        }
    }

    private Map<String, Table> tables(ZipFile zip, String folder) throws IOException {
        Map<String, Table> tables = new HashMap<>();
        for (String name : FILES) {
            ZipEntry entry = zip.getEntry(folder + name);
            Table table = new Table(mostRows);
            if (entry != null) {
                try (InputStream bytes = zip.getInputStream(entry)) {
                    read(bytes, name, table);
                }
            }
            tables.put(name, table);
        }
        return tables;
    }

    private void read(InputStream bytes, String name, Table table) throws IOException {
        Path unpacked = Files.createTempFile("oneroster", ".csv");
        try {
            unpack(bytes, unpacked);
            if (Files.size(unpacked) > 0) {
                SheetFile.of(unpacked, most).read(new One(table));
            }
        } catch (UnreadableSheet unreadable) {
            throw Misfits.unreadable(name);
        } finally {
            Files.deleteIfExists(unpacked);
        }
    }

    private void unpack(InputStream bytes, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] piece = new byte[PIECE];
            for (int read = bytes.read(piece); read >= 0; read = bytes.read(piece)) {
                left -= read;
                if (left < 0) {
                    throw Misfits.inflates(most);
                }
                out.write(piece, 0, read);
            }
        }
    }

    /** A file of words has one sheet. */
    private record One(Table table) implements SheetFile.Takers {

        @Override
        public Rows next() {
            return table;
        }

        @Override
        public boolean found() {
            return true;
        }
    }
}
