package org.ziyuan.storefront.appliance.database;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.FileSystemUtils;
import org.tukaani.xz.XZInputStream;
import org.ziyuan.storefront.appliance.start.DataFolder;
import org.ziyuan.storefront.appliance.start.Progress;
import org.ziyuan.storefront.appliance.start.StartRefused;

/** The programs of PostgreSQL, unpacked once from the jar that carries them. */
record PostgresBinaries(Path folder) {

    private static final String VERSION = "17.11";

    static PostgresBinaries unpackedIn(DataFolder data) {
        Path folder = data.unpacked().resolve("postgres-" + VERSION);
        if (!Files.isDirectory(folder)) {
            Progress.say("展开 PostgreSQL %s 程序", VERSION);
            unpack(folder);
        }
        return new PostgresBinaries(folder);
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    /** Into a draft that is renamed at the end: a start that was cut short leaves nothing that looks complete. */
    private static void unpack(Path folder) {
        Path draft = folder.resolveSibling(folder.getFileName() + ".new");
        try (InputStream archive = new ClassPathResource(archiveName()).getInputStream();
                TarArchiveInputStream tar =
                        new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(archive)))) {
            FileSystemUtils.deleteRecursively(draft);
            DataFolder.make(draft, "rwxr-xr-x");
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                place(entry, tar, draft);
            }
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot unpack PostgreSQL into " + folder, failed);
        }
    }

    private static void place(TarArchiveEntry entry, InputStream content, Path draft) throws IOException {
        Path target = draft.resolve(entry.getName()).normalize();
        if (!target.startsWith(draft)) {
            throw new IOException("entry leaves the folder: " + entry.getName());
        }
        if (entry.isDirectory()) {
            DataFolder.make(target, "rwxr-xr-x");
            return;
        }
        DataFolder.make(target.resolveSibling("."), "rwxr-xr-x");
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(content, target);
        boolean program = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }

    private static String archiveName() {
        return switch (System.getProperty("os.arch")) {
            case "amd64", "x86_64" -> "postgres-linux-x86_64.txz";
            case "aarch64" -> "postgres-linux-arm_64.txz";
            default ->
                throw new StartRefused("没有适合 " + System.getProperty("os.arch")
                        + " 的内置 PostgreSQL；请配置 spring.r2dbc.url 与 spring.datasource.url。");
        };
    }
}
