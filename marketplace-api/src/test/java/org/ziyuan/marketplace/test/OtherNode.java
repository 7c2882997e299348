package org.ziyuan.marketplace.test;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.springframework.boot.SpringApplication;

/** A node of the transaction core in a process of its own, over a database that a test uses too: it can be killed. */
public final class OtherNode implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path said;

    private OtherNode(Process process, Path said) {
        this.process = process;
        this.said = said;
    }

    /** Starts it with these settings, such as {@code ziyuan.year-end.poll=50ms}. */
    public static OtherNode start(TestDatabase database, String... settings) {
        try {
            Path said = Files.createTempFile("node", ".log");
            List<String> command = new ArrayList<>(List.of(
                    System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                    "-Xmx256m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    TemporaryFolder.forChild(),
                    OtherNode.class.getName(),
                    "--server.port=0",
                    "--server.address=127.0.0.1"));
            database.properties().forEach((name, value) -> command.add("--" + name + "=" + value));
            for (String setting : settings) {
                command.add("--" + setting);
            }
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment()
                    .put(
                            "CLASSPATH",
                            System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
            return new OtherNode(builder.start(), said);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Kills it, as a failing machine would, as soon as this is so. */
    public void killOnce(BooleanSupplier reached) {
        long patience = System.nanoTime() + PATIENCE.toNanos();
        try {
            while (!reached.getAsBoolean()) {
                if (!process.isAlive() || System.nanoTime() > patience) {
                    throw new AssertionError("the node did not come so far: " + Files.readString(said));
                }
                Thread.sleep(2);
            }
            close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            if (!process.destroyForcibly().waitFor(10, TimeUnit.SECONDS)) {
                throw new IOException("the node does not die");
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
        Files.deleteIfExists(said);
    }

    public static void main(String[] arguments) {
        SpringApplication.run(MarketplaceOnly.class, arguments);
    }
}
