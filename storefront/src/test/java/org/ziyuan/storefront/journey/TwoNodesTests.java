package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Reader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Two processes on one PostgreSQL and one OpenSearch serve the story, every request going to the other one. */
class TwoNodesTests {

    @TempDir(cleanup = CleanupMode.NEVER)
    static Path temporary;

    static RunningMarket first;
    static RunningMarket second;

    @BeforeAll
    static void twoNodes() throws Exception {
        first = RunningMarket.shared();
        second = RunningMarket.start(
                Files.createDirectory(temporary.resolve("second")), RunningMarket.freePort(), sharing(first));
    }

    @AfterAll
    static void oneNode() throws InterruptedException {
        second.stop();
    }

    @Test
    void requestsAlternateBetweenTwoNodesAndThePurchaseIsOne() throws Exception {
        School school = School.of(TwoNodesTests::inTurn, "s0011", "v01");

        UUID order = school.order(School.offer("104c9yv", "pupil_year"), 20);
        String state = school.deliver(order).path("state").asString();

        assertThat(state).isEqualTo("INVOICED");
        JsonNode invoiced = school.orderOf(order);
        String total = invoiced.path("total").asString();
        assertThat(school.balance("accepted")).isEqualTo(total);

        assertThat(school.pay(order, "BK2026112300011").path("state").asString())
                .isEqualTo("SETTLED");
        UUID requisition = UUID.fromString(invoiced.path("requisitionId").asString());
        assertThat(school.awaitState(requisition, "COMPLETED").path("orderId").asString())
                .isEqualTo(order.toString());
        assertThat(school.balance("spent")).isEqualTo(total);
        List<String> said = new ArrayList<>();
        assertThat(first.run("verify", said)).as(String.join("\n", said)).isZero();
    }

    /** Both sign with the one key of the database; the tool is registered there too and knows nothing of nodes. */
    @Test
    void teachersOpenAnAppFromEitherNode() {
        School school = School.of(TwoNodesTests::inTurn, "s0027", "v07");
        UUID order = school.order(School.offer("pilot-reading", "seat_year"), 2);
        assertThat(school.vendor
                        .post("/api/v1/purchase-orders/" + order + "/confirm", Map.of())
                        .path("state")
                        .asString())
                .isEqualTo("CONFIRMED");

        Somebody one = school.person("teacher1");
        Somebody other = school.person("teacher2");
        assertThat(other.get("/api/v1/session").path("signedIn").asBoolean())
                .as("one request more, so that her launch begins on the other node")
                .isTrue();
        for (Somebody teacher : List.of(one, other)) {
            assertThat(Launch.of(teacher, School.listing("pilot-reading"))).contains("一起阅读");
        }

        JsonNode card = school.teacher.get("/api/v1/my/resources").path("items").path(0);
        assertThat(card.path("seatsFree").asInt()).isZero();
    }

    @Test
    void whoLosesHisRoleOrHisAccountOnOneNodeIsOutOfTheOtherWithinTwoSecondsAlsoInTheMiddleOfAForm() {
        Somebody operator = Somebody.signedIn(first, "operator");
        Somebody teacher = Somebody.signedIn(second, "s0012.teacher3");
        Somebody purchaser = Somebody.signedIn(second, "s0012.purchaser");
        assertThat(teacher.get("/api/v1/session").path("signedIn").asBoolean()).isTrue();
        assertThat(purchaser.tryGet("/api/v1/requisitions").statusCode()).isEqualTo(200);
        JsonNode file = person(operator, "s0012.purchaser");

        String account =
                person(operator, "s0012.teacher3").path("person").path("id").asString();
        assertThat(operator.post("/api/v1/people/" + account + "/suspend", Map.of("reason", "调查"))
                        .path("person")
                        .path("status")
                        .asString())
                .isEqualTo("SUSPENDED");
        within(
                Duration.ofSeconds(2),
                () -> !teacher.get("/api/v1/session").path("signedIn").asBoolean());

        UUID draft = School.of(second, "s0012", "v01").draft(School.offer("104c9yv", "pupil_year"), 1);
        String page = "/requisitions/" + draft;
        String begun = purchaser.page(page);
        Somebody principal = Somebody.signedIn(first, "s0012.principal");

        String grant = file.path("roles").get(0).path("id").asString();
        String way = "/api/v1/people/" + file.path("person").path("id").asString() + "/roles/" + grant + "/end";
        assertThat(operator.post(way, Map.of("reason", "换岗"))
                        .path("roles")
                        .get(0)
                        .path("over")
                        .asBoolean())
                .isTrue();
        assertThat(purchaser
                        .press(begun, page + "/submit", Map.of("purpose", "每日口算"))
                        .statusCode())
                .isBetween(300, 499);
        assertThat(principal.get("/api/v1" + page).path("state").asString())
                .as("the form that was open is not taken, at once")
                .isEqualTo("DRAFT");
        within(
                Duration.ofSeconds(2),
                () -> purchaser.tryGet("/api/v1/requisitions").statusCode() != 200);
    }

    /** On one node it is stopped; on the other it is found, shown for sale, asked for and ordered no more, and opens as before. */
    @Test
    void whatIsSuspendedOnOneNodeIsUnfindableAndUnbuyableOnTheOtherWithinTwoSeconds() {
        UUID listing = School.listing("pilot-science");
        School school = School.of(request -> second, "s0013", "v08");
        UUID order = school.order(School.offer("pilot-science", "seat_year"), 2);
        assertThat(school.vendor
                        .post("/api/v1/purchase-orders/" + order + "/confirm", Map.of())
                        .path("state")
                        .asString())
                .isEqualTo("CONFIRMED");
        UUID draft = school.draft(School.offer("pilot-science", "seat_year"), 1);
        Somebody operator = Somebody.signedIn(first, "operator");
        assertThat(found(listing)).isTrue();

        for (String whose : List.of("listing", "vendor")) {
            moves(operator, whose, listing, "suspend", "虚假宣传");
            within(Duration.ofSeconds(2), () -> !found(listing));
            JsonNode shown = school.purchaser.get("/api/v1/listings/" + listing);
            assertThat(shown.path("state").asString()).isEqualTo("SUSPENDED");
            assertThat(school.purchaser
                            .refused(409, "/api/v1/requisitions/" + draft + "/submit", Map.of())
                            .path("code")
                            .asString())
                    .isIn("listing-not-for-sale", "vendor-not-active");
            assertThat(Launch.of(school.teacher, listing)).contains("爱科学");
            moves(operator, whose, listing, "reinstate", "已整改");
            within(Duration.ofSeconds(10), () -> found(listing));
        }
    }

    /** The operator's act upon a listing or upon its vendor, on the first node. */
    private static void moves(Somebody operator, String whose, UUID listing, String act, String reason) {
        if (whose.equals("listing")) {
            String state = act.equals("suspend") ? "SUSPENDED" : "PUBLISHED";
            assertThat(operator.post("/api/v1/listings/" + listing + "/" + act, Map.of("reason", reason))
                            .path("state")
                            .asString())
                    .isEqualTo(state);
            return;
        }
        String vendor =
                operator.get("/api/v1/listings/" + listing).path("vendorId").asString();
        String page = "/vendors/" + vendor;
        assertThat(operator.submit(page, page + "/" + act, Map.of("reason", reason))
                        .statusCode())
                .isEqualTo(303);
    }

    /** On the second node, by what a school types. */
    private static boolean found(UUID listing) {
        return Somebody.stranger(second)
                .page("/search?q=" + URLEncoder.encode("爱科学", StandardCharsets.UTF_8))
                .contains(listing.toString());
    }

    private static JsonNode person(Somebody reader, String login) {
        JsonNode found =
                reader.get("/api/v1/people?find=" + login).path("items").get(0);
        return reader.get("/api/v1/people/" + found.path("id").asString());
    }

    private static void within(Duration limit, BooleanSupplier happened) {
        RunningMarket.await(limit, happened, () -> "the other node has not heard of it");
    }

    private static RunningMarket inTurn(int request) {
        return request % 2 == 0 ? first : second;
    }

    static Map<String, String> sharing(RunningMarket first) throws IOException {
        Properties passwords = new Properties();
        try (Reader file = Files.newBufferedReader(first.folder().resolve("secrets/database.properties"))) {
            passwords.load(file);
        }
        String database = "postgresql://127.0.0.1:" + port(first, "数据库") + "/ziyuan";
        Map<String, String> environment = new HashMap<>();
        environment.put("SPRING_R2DBC_URL", "r2dbc:" + database);
        environment.put("SPRING_R2DBC_USERNAME", "market_app");
        environment.put("SPRING_R2DBC_PASSWORD", passwords.getProperty("market_app"));
        environment.put("SPRING_DATASOURCE_URL", "jdbc:" + database);
        environment.put("SPRING_DATASOURCE_USERNAME", "market_owner");
        environment.put("SPRING_DATASOURCE_PASSWORD", passwords.getProperty("market_owner"));
        environment.put("ZIYUAN_ENGINE_DATASOURCE_USERNAME", "market_engine");
        environment.put("ZIYUAN_ENGINE_DATASOURCE_PASSWORD", passwords.getProperty("market_engine"));
        environment.put("ZIYUAN_OPENSEARCH_URL", "http://127.0.0.1:" + port(first, "检索"));
        environment.put(
                "ZIYUAN_SECRETS_KEY_ENCRYPTION_KEY",
                Files.readString(first.folder().resolve("secrets/key-encryption-key"))
                        .strip());
        return environment;
    }

    private static String port(RunningMarket market, String part) {
        Matcher line = Pattern.compile(part + ".*127\\.0\\.0\\.1:(\\d+)").matcher(market.output());
        if (!line.find()) {
            throw new AssertionError("the panel does not name " + part + ": " + market.output());
        }
        return line.group(1);
    }
}
