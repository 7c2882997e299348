package org.ziyuan.marketplace.roster.oneroster;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.sheet.incoming.InMemoryZip;
import org.ziyuan.marketplace.sheet.incoming.Rows;
import org.ziyuan.marketplace.sheet.incoming.SheetFile;
import org.ziyuan.marketplace.sheet.incoming.UnreadableSheet;

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
    static @Nullable Map<String, Table> read(byte[] file, long most, int mostRows) {
        try (ZipFile zip = InMemoryZip.open(file, MOST_ENTRIES)) {
            Optional<String> users = Collections.list(zip.getEntries()).stream()
                    .map(ZipArchiveEntry::getName)
                    .filter(name ->
                            !name.startsWith("__MACOSX/") && (name.equals("users.csv") || name.endsWith("/users.csv")))
                    .min(Comparator.comparingInt(String::length));
            if (users.isEmpty()) {
                return null;
            }
            String folder = users.get().substring(0, users.get().length() - "users.csv".length());
            return new Archive(most, mostRows).tables(zip, folder);
        } catch (IOException noArchive) {
            return null;
        } catch (UnreadableSheet tooManyEntries) {
            throw Misfits.inflates(most);
        }
    }

    private Map<String, Table> tables(ZipFile zip, String folder) throws IOException {
        Map<String, Table> tables = new HashMap<>();
        for (String name : FILES) {
            ZipArchiveEntry entry = zip.getEntry(folder + name);
            Table table = new Table(mostRows);
            if (entry != null) {
                read(name, new Unpacked(zip, entry), table);
            }
            tables.put(name, table);
        }
        return tables;
    }

    private void read(String name, Unpacked words, Table table) throws IOException {
        try (InputStream bytes = words.open()) {
            if (bytes.read() < 0) {
                return;
            }
        }
        try {
            SheetFile.ofWords(words).read(new One(table));
        } catch (UnreadableSheet unreadable) {
            throw Misfits.unreadable(name);
        }
        left -= words.bytes;
    }

    /** One file of the archive, which is unpacked while it is read and never lies anywhere as a whole. */
    private final class Unpacked implements SheetFile.Opened {

        private final ZipFile zip;
        private final ZipArchiveEntry entry;
        private long bytes;

        Unpacked(ZipFile zip, ZipArchiveEntry entry) {
            this.zip = zip;
            this.entry = entry;
        }

        @Override
        public InputStream open() throws IOException {
            bytes = 0;
            return new FilterInputStream(zip.getInputStream(entry)) {
                @Override
                public int read() throws IOException {
                    return counted(super.read(), 1);
                }

                @Override
                public int read(byte[] into, int from, int length) throws IOException {
                    int read = super.read(into, from, length);
                    return counted(read, read);
                }
            };
        }

        private int counted(int answer, int read) {
            bytes += answer < 0 ? 0 : read;
            if (bytes > left) {
                throw Misfits.inflates(most);
            }
            return answer;
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
