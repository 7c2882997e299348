package org.ziyuan.storefront.journey;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.ziyuan.ResourceSupermarket;
import org.ziyuan.marketplace.test.TemporaryFolder;

/** The whole product in a process of its own, as a newcomer starts it; tests share one, or start and kill their own. */
public final class RunningMarket {

    private static final Duration TO_START = Duration.ofMinutes(4);

    /** Half the processor time of a start; a test does not live long enough for the optimising compiler. */
    private static final String COMPILER = "-XX:TieredStopAtLevel=1";

    private final Path folder;
    private final Path output;
    private final int port;
    private final int managementPort;
    private final Map<String, String> environment;
    private final Process process;

    private RunningMarket(
            Path folder, Path output, int port, int managementPort, Map<String, String> environment, Process process) {
        this.folder = folder;
        this.environment = environment;
        this.output = output;
        this.port = port;
        this.managementPort = managementPort;
        this.process = process;
    }

    /** The one that the tests of this JVM share; it ends with the JVM. */
    public static RunningMarket shared() {
        return Shared.MARKET;
    }

    /** Starts one on the data folder and waits until it says that it is ready. */
    static RunningMarket start(Path folder, int port, Map<String, String> environment, String... arguments) {
        return start(machine(), classPath(), folder, port, environment, arguments);
    }

    /** The same on a new folder, into which the demo province need not be put where a whole run has it already. */
    static RunningMarket startWithProvince(Path folder, int port, Map<String, String> environment) {
        MarketImage.current().ifPresent(image -> image.furnish(folder));
        return start(folder, port, environment);
    }

    /** The same as it runs for days, with every compiler: for a measurement. */
    static RunningMarket startFast(Path folder, int port, Map<String, String> environment) {
        return start(List.of(), plainClassPath(), folder, port, environment);
    }

    /** The same with more classes than the product has. */
    static RunningMarket startFast(Path more, Path folder, int port, Map<String, String> environment) {
        return start(List.of(), plainClassPath() + File.pathSeparator + more, folder, port, environment);
    }

    /** Starts one that makes its folder and an archive of its classes, and ends. */
    static void makes(Path folder, String classPath, String archive) {
        try {
            start(List.of(COMPILER, archive), classPath, folder, freePort(), Map.of())
                    .stop(TO_START);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static List<String> machine() {
        return Stream.concat(
                        Stream.of(COMPILER),
                        MarketImage.current().map(MarketImage::machine).stream().flatMap(List::stream))
                .toList();
    }

    private static String classPath() {
        return MarketImage.current().map(MarketImage::classPath).orElseGet(RunningMarket::plainClassPath);
    }

    private static String plainClassPath() {
        return MarketImage.product().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private static RunningMarket start(
            List<String> machine,
            String classPath,
            Path folder,
            int port,
            Map<String, String> environment,
            String... arguments) {
        try {
            int managementPort = freePort();
            Path output = Files.createTempFile("market", ".log");
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx640m",
                    "-XX:+UseSerialGC",
                    TemporaryFolder.forChild()));
            command.addAll(machine);
            command.addAll(List.of("-cp", classPath, ResourceSupermarket.class.getName()));
            command.addAll(List.of(arguments));
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
            builder.environment().put("ZIYUAN_DATA_DIR", folder.toString());
            builder.environment().put("SERVER_PORT", Integer.toString(port));
            builder.environment().put("MANAGEMENT_SERVER_PORT", Integer.toString(managementPort));
            builder.environment().putAll(environment);
            RunningMarket market =
                    new RunningMarket(folder, output, port, managementPort, environment, builder.start());
            market.awaitReady();
            return market;
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
    }

    /** One that the machine gives to nobody by itself: the database of the market would take it before the market does. */
    static int freePort() {
        for (int tries = 0; tries < 100; tries++) {
            int port = ThreadLocalRandom.current().nextInt(12_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port)) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Another one, then.
            }
        }
        throw new AssertionError("no free port among many");
    }

    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    /** On the port that only watchers use. */
    URI managementAt(String path) {
        return URI.create("http://127.0.0.1:" + managementPort + path);
    }

    Path folder() {
        return folder;
    }

    int port() {
        return port;
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Its heap, its threads and the end of its log, for a test that has waited in vain. */
    String whatItDoes() {
        StringBuilder words = new StringBuilder();
        String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
        String log = output();
        for (String question : List.of("GC.heap_info", "Thread.print")) {
            try {
                Process asked = new ProcessBuilder(jcmd, Long.toString(process.pid()), question)
                        .redirectErrorStream(true)
                        .start();
                words.append(new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException unanswered) {
                words.append(question).append(": ").append(unanswered).append('\n');
            }
        }
        return words.append(log.substring(Math.max(0, log.length() - 4_000))).toString();
    }

    /** What it holds of the machine's memory. */
    long residentMebibytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1_024)
                .findFirst()
                .orElseThrow();
    }

    /** The processor stops for it, as on a host that is out of memory or being moved. */
    void freeze() throws IOException, InterruptedException {
        signal("STOP");
    }

    void thaw() throws IOException, InterruptedException {
        signal("CONT");
    }

    private void signal(String name) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("the process cannot be sent " + name);
        }
    }

    /** kill -9. */
    void crash() throws InterruptedException {
        process.destroyForcibly();
        boolean gone = process.waitFor(30, TimeUnit.SECONDS);
        if (!gone) {
            throw new AssertionError("the process survives kill -9");
        }
    }

    void stop() throws InterruptedException {
        stop(Duration.ofMinutes(1));
    }

    private void stop(Duration patience) throws InterruptedException {
        process.destroy();
        boolean gone = process.waitFor(patience.toSeconds(), TimeUnit.SECONDS);
        if (!gone) {
            process.destroyForcibly();
        }
    }

    /** Runs a sub-command on the same data and answers its exit status. */
    int run(String subcommand, List<String> said) throws InterruptedException, IOException {
        Path words = Files.createTempFile("market-" + subcommand, ".log");
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m"));
        command.add("-XX:+UseSerialGC");
        command.add(TemporaryFolder.forChild());
        command.addAll(machine());
        command.addAll(List.of("-cp", classPath(), ResourceSupermarket.class.getName(), subcommand));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(words.toFile());
        builder.environment().put("ZIYUAN_DATA_DIR", folder.toString());
        builder.environment().putAll(environment);
        Process running = builder.start();
        boolean ended = running.waitFor(180, TimeUnit.SECONDS);
        said.addAll(Files.readAllLines(words));
        if (!ended) {
            running.destroyForcibly();
            throw new AssertionError(subcommand + " does not end: " + said);
        }
        return running.exitValue();
    }

    /** Waits until the condition holds, looking again and again for at most the time given. */
    static void await(Duration patience, BooleanSupplier condition, Supplier<String> otherwise) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(otherwise.get());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(150));
        }
    }

    private void awaitReady() {
        HttpClient client = HttpClient.newHttpClient();
        HttpRequest question = readiness();
        await(TO_START, () -> !process.isAlive() || answers(client, question), this::output);
        if (!process.isAlive()) {
            throw new AssertionError("the market ended: " + output());
        }
    }

    boolean isReady() {
        return answers(HttpClient.newHttpClient(), readiness());
    }

    private HttpRequest readiness() {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(3))
                .build();
    }

    private static boolean answers(HttpClient client, HttpRequest question) {
        try {
            return client.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static final class Shared {
        static final RunningMarket MARKET = launch();

        private static RunningMarket launch() {
            try {
                Path folder = Files.createTempDirectory("market");
                RunningMarket market = startWithProvince(folder, freePort(), Map.of());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> end(market)));
                return market;
            } catch (IOException refused) {
                throw new UncheckedIOException(refused);
            }
        }

        private static void end(RunningMarket market) {
            try {
                market.stop();
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
