package org.ziyuan.storefront.appliance.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.ziyuan.marketplace.test.TemporaryFolder;
import org.ziyuan.storefront.journey.MarketImage;

/** An appliance in a process of its own, which tests start, kill and count the children of. */
final class RunningAppliance implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path output;
    private final Process process;

    private RunningAppliance(Path output, Process process) {
        this.output = output;
        this.process = process;
    }

    static RunningAppliance start(Path folder, String... arguments) throws IOException {
        Path output = Files.createTempFile("appliance", ".txt");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                TemporaryFolder.forChild()));
        Optional<MarketImage> image = MarketImage.current();
        image.map(MarketImage::machine).ifPresent(command::addAll);
        command.addAll(List.of(
                "-cp",
                image.map(MarketImage::classPathAndTests)
                        .orElseGet(() ->
                                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"))),
                BareApplication.class.getName(),
                "--spring.main.web-application-type=none",
                "--spring.main.keep-alive=true"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().put("ZIYUAN_DATA_DIR", folder.toString());
        return new RunningAppliance(output, builder.start());
    }

    void awaitReady() {
        await(() -> says("资源超市已就绪") || !process.isAlive());
        if (!process.isAlive()) {
            throw new AssertionError("the appliance ended: " + output());
        }
    }

    int awaitExit() throws InterruptedException {
        boolean ended = process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (!ended) {
            throw new AssertionError("the appliance does not end: " + output());
        }
        return process.exitValue();
    }

    /** kill -9 of the process alone. */
    void crash() {
        process.destroyForcibly();
    }

    /** kill -9 of the process and of the shells that guard its children: the worst that can happen to us. */
    void crashWithGuardians() {
        List<ProcessHandle> shells = process.descendants()
                .filter(child -> child.info().command().orElse("").endsWith("sh"))
                .toList();
        process.destroyForcibly();
        shells.forEach(ProcessHandle::destroyForcibly);
    }

    /** SIGTERM, as Ctrl-C and service managers stop us. */
    void stop() throws InterruptedException {
        process.destroy();
        int status = awaitExit();
        if (status != 143) {
            throw new AssertionError("ended with " + status + ": " + output());
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    boolean says(String text) {
        return output().contains(text);
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** Every living process that was started for this data folder, by anyone. */
    static List<String> processesOf(Path folder) {
        return ProcessHandle.allProcesses()
                .map(handle -> commandLine(handle.pid()))
                .filter(line -> line.contains(folder + "/"))
                .toList();
    }

    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    private static String commandLine(long pid) {
        try {
            return Files.readString(Path.of("/proc", Long.toString(pid), "cmdline"));
        } catch (IOException gone) {
            return "";
        }
    }
}
