package org.ziyuan.storefront.journey;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.util.FileSystemUtils;

/**
 * What the markets of a whole run begin with, made once in target: the product as jars, an archive of its loaded classes,
 * and a data folder that holds the demo province. A start costs ten seconds of a processor with it, and 36 without.
 *
 * <p>A run of chosen classes ({@code -Dtest}) makes none; it uses the one that a whole run left of the same code.
 */
public final class MarketImage {

    private static final Path HOME = Path.of("target", "market-image").toAbsolutePath();
    private static final Path ARCHIVE = HOME.resolve("classes.jsa");
    private static final Path DATA = HOME.resolve("data");

    private final String classPath;

    private MarketImage(String classPath) {
        this.classPath = classPath;
    }

    /** The image of this very code. */
    public static Optional<MarketImage> current() {
        return Current.IMAGE;
    }

    /** With which the classes come from the archive; they are loaded one by one where there is none. */
    public List<String> machine() {
        return Files.exists(ARCHIVE) ? List.of("-XX:SharedArchiveFile=" + ARCHIVE) : List.of();
    }

    String classPath() {
        return classPath;
    }

    /** The same with the classes of the tests behind it; the archive is still that of its beginning. */
    public String classPathAndTests() {
        return classPath
                + File.pathSeparator
                + Path.of("target", "test-classes").toAbsolutePath();
    }

    /** Fills a data folder that does not exist yet. */
    void furnish(Path folder) {
        copy(DATA, folder);
    }

    private static Optional<MarketImage> find() throws IOException {
        Files.createDirectories(HOME.getParent());
        try (FileChannel file = FileChannel.open(
                        HOME.resolveSibling("market-image.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var alone = file.lock()) {
            List<Path> product = product();
            MarketImage image = new MarketImage(jarred(product));
            Path key = HOME.resolve("of");
            String code = alone.isValid() ? code(product) : "";
            if (Files.exists(key) && Files.readString(key).equals(code)) {
                return Optional.of(image);
            }
            if (System.getProperty("test") != null) {
                return Optional.empty();
            }
            FileSystemUtils.deleteRecursively(HOME);
            image.make(product);
            Files.writeString(key, code);
            return Optional.of(image);
        }
    }

    /** In a folder for all the world, because PostgreSQL may run as another user, who may not come into the checkout. */
    private void make(List<Path> product) throws IOException {
        Files.createDirectories(HOME);
        for (int i = 0; i < product.size(); i++) {
            if (Files.isDirectory(product.get(i))) {
                int status = ToolProvider.findFirst("jar")
                        .orElseThrow()
                        .run(System.out, System.err, "-cf", jar(i).toString(), "-C", product.get(i) + "", ".");
                if (status != 0) {
                    throw new IOException("no jar of " + product.get(i));
                }
            }
        }
        Path first = Files.createTempDirectory("market-image");
        RunningMarket.makes(first, classPath, "-XX:ArchiveClassesAtExit=" + ARCHIVE);
        copy(first, DATA);
        FileSystemUtils.deleteRecursively(first);
    }

    private static String jarred(List<Path> product) {
        List<String> jars = new ArrayList<>();
        for (int i = 0; i < product.size(); i++) {
            jars.add((Files.isDirectory(product.get(i)) ? jar(i) : product.get(i)).toString());
        }
        return String.join(File.pathSeparator, jars);
    }

    private static Path jar(int ordinal) {
        return HOME.resolve("classes-" + ordinal + ".jar");
    }

    /** What ships, without the tests: their classes must not be found by a scan of the product. */
    static List<Path> product() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(all.split(File.pathSeparator, -1))
                .filter(entry -> !entry.isEmpty() && !entry.endsWith("test-classes") && !entry.endsWith("-tests.jar"))
                .map(Path::of)
                .toList();
    }

    /** Every file with its size and the time when it was written. */
    private static String code(List<Path> product) throws IOException {
        List<String> files = new ArrayList<>();
        for (Path entry : product) {
            try (Stream<Path> all = Files.walk(entry)) {
                all.filter(Files::isRegularFile).sorted().forEach(file -> files.add(written(file)));
            }
        }
        return files.stream().collect(Collectors.joining("\n"));
    }

    private static String written(Path file) {
        try {
            return file + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** With owners and rights, which PostgreSQL wants as it left them. */
    private static void copy(Path from, Path to) {
        try {
            int status = new ProcessBuilder("cp", "-a", from + "/.", Files.createDirectories(to) + "/")
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new IOException("%s is not copied to %s".formatted(from, to));
            }
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static final class Current {
        static final Optional<MarketImage> IMAGE = now();

        private static Optional<MarketImage> now() {
            try {
                return find();
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }
    }
}
