package org.ziyuan.storefront.appliance.start;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.system.ApplicationHome;
import org.springframework.core.env.Environment;

/**
 * Where the appliance keeps its databases, secrets and logs. It survives restarts; deleting it is starting afresh.
 *
 * <p>{@code ZIYUAN_DATA_DIR} names it. Without that it is {@code .ziyuan} in the checkout, or beside the jar when there
 * is no checkout, so that {@code mvn spring-boot:run} and {@code java -jar} find the same data from any directory.
 */
public record DataFolder(Path root) {

    private static final String NAME = ".ziyuan";

    public static DataFolder of(Environment environment) {
        String named = environment.getProperty("ZIYUAN_DATA_DIR", environment.getProperty("ziyuan.data-dir", ""));
        Path root = named.isBlank() ? besideTheCode() : Path.of(named);
        return new DataFolder(root.toAbsolutePath().normalize());
    }

    /** The cluster of the embedded PostgreSQL. */
    public Path postgres() {
        return root.resolve("postgres");
    }

    /** The index of the embedded search node. */
    public Path search() {
        return root.resolve("opensearch");
    }

    /** Programs and libraries that were unpacked; may be deleted while nothing runs. */
    public Path unpacked() {
        return root.resolve("unpacked");
    }

    /** Passwords and keys, readable by the owner alone. */
    public Path secrets() {
        return root.resolve("secrets");
    }

    /** What runs now: ports and the lock of the serving process. */
    public Path run() {
        return root.resolve("run");
    }

    /** The file that a backup touches at its end; the operator sees its age. */
    public Path backupDone() {
        return root.resolve("backup-done");
    }

    public Path log(String name) {
        return root.resolve("logs").resolve(name);
    }

    /** Makes the folders; the root can be passed through, because PostgreSQL may run as another user than root. */
    public void create() {
        make(root, "rwx--x--x");
        make(unpacked(), "rwxr-xr-x");
        make(secrets(), "rwx------");
        make(run(), "rwx------");
        make(root.resolve("logs"), "rwx------");
    }

    public static void make(Path folder, String permissions) {
        try {
            Path made = Files.createDirectories(folder.normalize());
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString(permissions));
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot make " + folder, refused);
        }
    }

    private static Path besideTheCode() {
        Path home = new ApplicationHome(DataFolder.class).getDir().toPath().toAbsolutePath();
        Path checkout = checkoutAround(home);
        Path base = checkout != null ? checkout : home;
        boolean usable =
                Files.isWritable(base.resolve(NAME)) || (!Files.exists(base.resolve(NAME)) && Files.isWritable(base));
        return (usable ? base : Path.of(System.getProperty("user.home"))).resolve(NAME);
    }

    private static @Nullable Path checkoutAround(Path home) {
        return Stream.iterate(home, folder -> folder != null, Path::getParent)
                .filter(folder -> Files.isDirectory(folder.resolve(".mvn")) && Files.exists(folder.resolve("pom.xml")))
                .findFirst()
                .orElse(null);
    }
}
