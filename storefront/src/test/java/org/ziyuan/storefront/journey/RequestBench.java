package org.ziyuan.storefront.journey;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.ziyuan.marketplace.bench.BenchLine;
import org.ziyuan.marketplace.test.TestDatabase;

/**
 * Single requests against a bare WebFlux server of the same answers, in a JVM with the same settings, on the same database.
 * {@code mvn -Pbench verify -pl storefront -am -Dtest=RequestBench}.
 */
class RequestBench {

    private static final Duration ROUND = Duration.ofMillis(Integer.getInteger("ziyuan.bench.request-millis", 2_000));
    private static final Pattern CASES = Pattern.compile(System.getProperty("ziyuan.bench.requests", ".*"));
    private static final int MOST_TO_WARM = 30;
    private static final double ALIKE = 1.03;
    private static final int MANY = 64;
    private static final int SOME = 16;
    private static final int SCHOOLS = 16;
    /** What a row of the floor's page weighs. */
    private static final int ROW = 130;

    private final TestDatabase database = TestDatabase.another();
    private URI ours = URI.create("http://127.0.0.1:1");
    private URI bare = URI.create("http://127.0.0.1:1");

    @TempDir(cleanup = CleanupMode.NEVER)
    Path temporary;

    @Test
    void aRequestCostsWhatItDoes() throws Exception {
        RunningMarket market = RunningMarket.startFast(
                Files.createDirectory(temporary.resolve("data")),
                RunningMarket.freePort(),
                Cluster.environment(database, database.port()));
        ours = market.at("");
        int port = RunningMarket.freePort();
        bare = URI.create("http://127.0.0.1:" + port);
        try (Connection connection = database.superuser();
                Statement statement = connection.createStatement()) {
            statement.execute(BareWrite.TABLES);
        }
        Process floor = floor(port);
        RunningMarket.await(Duration.ofMinutes(1), () -> listens(port), () -> "no floor: " + floor.info());
        try {
            asAnybody();
            asPurchaser(market);
            withTenTimesAsManyRoutes();
        } finally {
            floor.destroy();
            market.stop();
        }
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private void asAnybody() throws InterruptedException {
        compare("static-file", 0.5, MANY, 200, Load.look("/img/mark.svg", ""), Load.look("/img/mark.svg", ""));
        compare("unknown-path", 0.5, MANY, 404, Load.look("/unknown/path", ""), Load.look("/unknown/path", ""));
    }

    private void asPurchaser(RunningMarket market) throws InterruptedException {
        List<Drafter> drafters = IntStream.range(0, SCHOOLS)
                .mapToObj(number -> new Drafter(market, "s%04d.purchaser".formatted(11 + 2 * number)))
                .toList();
        Drafter one = drafters.get(0);
        String draft = one.draft();
        String listing = "/listings/" + School.listing("104c9yv");
        compare(
                "json-read",
                0.6,
                SOME,
                200,
                Load.look("/api/v1/requisitions/" + draft, one.cookies),
                Load.look("/read/" + draft, one.cookies));
        AtomicInteger turn = new AtomicInteger();
        compare(
                "draft-write",
                0.5,
                SOME,
                201,
                writes(drafters, turn, "/api/v1/requisitions"),
                writes(drafters, turn, "/write"));
        page(market, "guest-home", "/", "", "none", "");
        page(market, "school-home", "/", one.cookies, "home", "");
        page(market, "listing", listing, "", "listing", "?id=" + School.listing("104c9yv"));
        page(market, "requisition", "/requisitions/" + draft, one.cookies, "requisition", "?id=" + draft);
    }

    private void page(RunningMarket market, String name, String path, String cookies, String kind, String query)
            throws InterruptedException {
        Somebody looks = cookies.isEmpty() ? Somebody.stranger(market) : Somebody.signedIn(market, "s0011.purchaser");
        int rows = looks.page(path).getBytes(StandardCharsets.UTF_8).length / ROW;
        compare(
                "page-" + name,
                0.4,
                SOME,
                200,
                Load.look(path, cookies),
                Load.look("/page/" + kind + "/" + rows + query, cookies));
    }

    private static Supplier<String> writes(List<Drafter> drafters, AtomicInteger turn, String path) {
        return () -> drafters.get(Math.floorMod(turn.getAndIncrement(), drafters.size()))
                .write(path);
    }

    /** The floor is today's product; both are asked in turn. */
    private void withTenTimesAsManyRoutes() throws Exception {
        if (!CASES.matcher("tenfold-unknown-path").matches()) {
            return;
        }
        Map<String, String> environment = new java.util.HashMap<>(Cluster.environment(database, database.port()));
        environment.put("SPRING_MAIN_SOURCES", TenfoldRoutes.class.getName());
        RunningMarket tenfold = RunningMarket.startFast(
                alone(TenfoldRoutes.class),
                Files.createDirectory(temporary.resolve("tenfold")),
                RunningMarket.freePort(),
                environment);
        try {
            bare = ours;
            ours = tenfold.at("");
            compare(
                    "tenfold-static-file",
                    0.95,
                    MANY,
                    200,
                    Load.look("/img/mark.svg", ""),
                    Load.look("/img/mark.svg", ""));
            compare(
                    "tenfold-unknown-path",
                    0.95,
                    MANY,
                    404,
                    Load.look("/unknown/path", ""),
                    Load.look("/unknown/path", ""));
        } finally {
            tenfold.stop();
        }
    }

    /** A class of the tests without the others. */
    private Path alone(Class<?> wanted) throws IOException {
        Path root = temporary.resolve("alone");
        Path folder =
                Files.createDirectories(root.resolve(wanted.getPackageName().replace('.', '/')));
        for (String name : List.of(wanted.getSimpleName(), wanted.getSimpleName() + "$1")) {
            Path unused = Files.write(
                    folder.resolve(name + ".class"),
                    Objects.requireNonNull(wanted.getResourceAsStream(name + ".class"))
                            .readAllBytes());
        }
        return root;
    }

    private void compare(
            String name, double goal, int connections, int status, Supplier<String> asked, Supplier<String> floors)
            throws InterruptedException {
        if (!CASES.matcher(name).matches()) {
            return;
        }
        Load product = new Load(ours, status, asked);
        Load floor = new Load(bare, status, floors);
        warm(product, connections);
        warm(floor, connections);
        double[] rates = new double[3];
        double[] floorRates = new double[3];
        for (int round = 0; round < rates.length; round++) {
            rates[round] = product.rate(connections, ROUND);
            floorRates[round] = floor.rate(connections, ROUND);
        }
        BenchLine.atLeast(goal, name, "/s", BenchLine.median(rates), BenchLine.median(floorRates));
        System.out.printf("%s: %d sent away in all%n", name, product.sentAway());
    }

    /**
     * Unmeasured first: asks until the last rounds are alike. One compiler's thread serves the whole product and is busy for
     * a minute with each new kind of request, at the cost of one of two cores; a floor of twenty classes is through at once.
     */
    private static void warm(Load load, int connections) throws InterruptedException {
        double before = 0;
        int alike = 0;
        for (int round = 0; round < MOST_TO_WARM && alike < 3; round++) {
            double rate = load.rate(connections, ROUND);
            alike = rate < before * ALIKE ? alike + 1 : 0;
            before = Math.max(rate, before);
        }
    }

    private Process floor(int port) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx640m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        BareServer.class.getName(),
                        Integer.toString(port),
                        database.r2dbcUrl())
                .redirectErrorStream(true)
                .redirectOutput(temporary.resolve("floor.log").toFile())
                .start();
    }

    /** Somebody who may begin drafts, with what his requests carry. */
    private static final class Drafter {

        private final Somebody purchaser;
        private final String cookies;
        private final String token;

        private Drafter(RunningMarket market, String login) {
            this.purchaser = Somebody.signedIn(market, login);
            this.token = purchaser.token();
            this.cookies = purchaser.cookies();
        }

        private String draft() {
            String id = purchaser
                    .post("/api/v1/requisitions", Map.of("purpose", "课堂使用"))
                    .path("id")
                    .asString();
            var unused = purchaser.post(
                    "/api/v1/requisitions/" + id + "/lines",
                    Map.of("offerId", School.offer("104c9yv", "pupil_year"), "quantity", 2));
            return id;
        }

        private String write(String path) {
            String body = "{\"purpose\":\"for the classroom\"}";
            return "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nCookie: " + cookies
                    + "\r\nContent-Type: application/json\r\nX-CSRF-TOKEN: " + token + "\r\nIdempotency-Key: "
                    + UUID.randomUUID() + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        }
    }
}
