package org.ziyuan.marketplace.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.springframework.util.FileSystemUtils;

/**
 * Makes the folder that Maven gives each JVM of tests for everything they leave in passing, and has it removed when the
 * JVM is gone. Which folder stands in pom.xml, because Java reads it once, when it starts.
 *
 * <p>It lies among the temporary files of the machine and not in {@code target}: a PostgreSQL of root's runs as somebody
 * else, who may not come into the checkout, and everybody may come in here.
 */
public final class TemporaryFolder implements LauncherSessionListener {

    private static final String PROPERTY = "java.io.tmpdir";
    private static final String OURS = "/ziyuan-tests-";
    private static final String OWNER = "owner";

    /** What an interrupted Maven tells all its children does not end it: then there is most to remove. */
    private static final String WHEN_GONE = """
            trap '' INT TERM HUP
            while kill -0 "$1" 2>/dev/null; do sleep 1; done
            [ "$(cat "$2/$3")" != "$1" ] || rm -rf -- "$2"
            """;

    /** For the command line of a process that a test starts. */
    public static String forChild() {
        return "-D%s=%s".formatted(PROPERTY, System.getProperty(PROPERTY));
    }

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Path folder = Path.of(System.getProperty(PROPERTY));
        if (!folder.toString().contains(OURS)) {
            return;
        }
        try {
            FileSystemUtils.deleteRecursively(folder);
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
            removeWhenGone(folder);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** A process of its own does it, because nothing of a JVM that is killed runs any more. */
    private static void removeWhenGone(Path folder) throws IOException {
        String pid = Long.toString(ProcessHandle.current().pid());
        Files.writeString(folder.resolve(OWNER), pid);
        new ProcessBuilder("sh", "-c", WHEN_GONE, "sh", pid, folder.toString(), OWNER)
                .redirectInput(Redirect.from(new File("/dev/null")))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD)
                .start();
    }
}
