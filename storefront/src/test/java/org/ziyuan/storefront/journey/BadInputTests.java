package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What nobody should send is answered with what is wrong, and changes nothing. */
class BadInputTests {

    private static final String MATHS = "104c9yv";
    private static final String DRAFTS = "/api/v1/requisitions";

    private final RunningMarket market = RunningMarket.shared();

    @ParameterizedTest
    @ValueSource(strings = {"requisitions", "purchase-orders", "payments", "budget-lines", "listings", "organizations"})
    void anUnknownIdIsNotFound(String collection) {
        Somebody somebody = Somebody.signedIn(market, "s0035.purchaser");

        assertThat(somebody.tryGet("/api/v1/" + collection + "/" + UUID.randomUUID())
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    -3          | quantity
                    0           | quantity
                    "many"      | quantity
                    2.5         | quantity
                    99999999999 | quantity
                    """)
    void aQuantityThatIsNoneNamesItsField(String quantity, String field) {
        School school = School.of(market, "s0035", "v01");
        String id = school.purchaser
                .post("/api/v1/requisitions", Map.of("purpose", "写错"))
                .path("id")
                .asString();
        String body = "{\"offerId\":\"%s\",\"quantity\":%s}".formatted(School.offer(MATHS, "pupil_year"), quantity);

        HttpResponse<String> answer = school.purchaser.writeText("/api/v1/requisitions/" + id + "/lines", body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
        assertThat(school.requisition(UUID.fromString(id)).path("lines").size()).isZero();
    }

    @Test
    void aBodyBeyondTheLimitIsTooLargeAndABrokenOneMalformed() {
        Somebody somebody = Somebody.signedIn(market, "s0035.purchaser");

        assertThat(somebody.writeText("/api/v1/requisitions", "{\"purpose\":\"" + "长".repeat(200_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(somebody.writeText("/api/v1/requisitions", "{\"purpose\":").statusCode())
                .isEqualTo(400);
        assertThat(somebody.writeText("/api/v1/requisitions", "[".repeat(2000)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void anOrderInAnotherStateAndADayThatIsNoneAreRefused() {
        School school = School.of(market, "s0037", "v01");
        UUID order = school.order(School.offer(MATHS, "pupil_year"), 10);
        String path = "/api/v1/purchase-orders/" + order;

        JsonNode early = school.cashier.refused(409, path + "/payments", Map.of("channel", "TREASURY"));
        JsonNode day =
                school.teacher.refused(422, path + "/accept", Map.of("deliveredOn", "2026-13-40", "remark", "x"));

        assertThat(early.path("code").asString()).isEqualTo("purchase-order-state-forbids");
        assertThat(day.path("values").path("field").asString()).isEqualTo("deliveredOn");
        assertThat(school.orderOf(order).path("state").asString()).isEqualTo("ISSUED");
    }

    @Test
    void aPriceThatChangedSinceThePageWasShownIsSaidWithTheNewOne() {
        School school = School.of(market, "s0039", "v07");
        UUID listing = School.listing("pilot-reading");
        UUID offer = School.offer("pilot-reading", "school_year");
        UUID requisition = school.draft(offer, 1);
        String available = school.balance("available");
        HttpResponse<String> changed = school.vendor.submit(
                "/vendor/listings/" + listing,
                "/vendor/offers/" + offer + "/price",
                Map.of("price", "2700.00", "listing", listing.toString()));
        assertThat(changed.statusCode()).isEqualTo(303);

        JsonNode refusal = school.purchaser.refused(409, "/api/v1/requisitions/" + requisition + "/submit", Map.of());

        assertThat(refusal.path("code").asString()).isEqualTo("price-changed");
        assertThat(refusal.path("values").path("current").asString()).isEqualTo("2700.00");
        assertThat(school.balance("available")).isEqualTo(available);
    }

    @Test
    void aForgedNotificationIsRefusedAndPaysNothing() {
        School school = School.of(market, "s0047", "v01");
        UUID order = school.order(School.offer(MATHS, "pupil_year"), 10);
        String total = school.deliver(order).path("total").asString();
        JsonNode payment =
                school.cashier.post("/api/v1/purchase-orders/" + order + "/payments", Map.of("channel", "ALIPAY"));
        String id = payment.path("id").asString();
        Map<String, String> unsigned =
                Map.of("out_trade_no", id.replace("-", ""), "trade_status", "TRADE_SUCCESS", "total_amount", total);
        Map<String, String> signedByNobody = new HashMap<>(unsigned);
        signedByNobody.putAll(Map.of("sign", "abc", "sign_type", "RSA2"));

        assertThat(school.purchaser.form("/notify/alipay", unsigned).statusCode())
                .isBetween(400, 499);
        assertThat(school.purchaser.form("/notify/alipay", signedByNobody).statusCode())
                .isEqualTo(403);
        assertThat(school.purchaser
                        .writeText(
                                "/notify/stripe",
                                "{\"type\":\"checkout.session.completed\",\"data\":{\"object\":{\"client_reference_id\":\"%s\"}}}"
                                        .formatted(id))
                        .statusCode())
                .isBetween(400, 499);

        assertThat(school.cashier.get("/api/v1/payments/" + id).path("state").asString())
                .isEqualTo("INSTRUCTED");
        assertThat(school.orderOf(order).path("state").asString()).isEqualTo("PAYMENT_INSTRUCTED");
        assertThat(school.balance("accepted")).isEqualTo(total);
        assertThat(school.balance("spent")).isEqualTo("0.00");
    }

    @Test
    void anEditOfAnotherVersionThanTheOneThatWasReadIsRefused() {
        School school = School.of(market, "s0049", "v01");
        UUID requisition = school.draft(School.offer(MATHS, "pupil_year"), 3);
        String path = "/api/v1/requisitions/" + requisition;
        String tag = school.purchaser.tryGet(path).headers().firstValue("ETag").orElseThrow();
        String before = school.purchaser.page(path);

        HttpResponse<String> late = school.purchaser.ask(
                "POST",
                path + "/submit",
                Map.of(
                        "If-Match",
                        "\"0\"",
                        "Content-Type",
                        "application/json",
                        "Idempotency-Key",
                        UUID.randomUUID().toString(),
                        "X-CSRF-TOKEN",
                        school.purchaser.token()),
                "{}");

        assertThat(tag).isNotEqualTo("\"0\"");
        assertThat(late.statusCode()).isEqualTo(412);
        assertThat(school.purchaser.page(path)).isEqualTo(before);
    }

    @Test
    void aFileBeyondTheLimitIsTooLargeAndABrokenOneLeavesTheCountAsItWas() {
        Somebody bureau = Somebody.signedIn(market, "county.440105");
        String part = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\n";
        Map<String, String> headers = Map.of(
                "Content-Type",
                "multipart/form-data; boundary=x",
                "X-CSRF-TOKEN",
                bureau.token(),
                "Accept",
                "text/html");
        HttpResponse<String> begun = bureau.submit(
                "/enrolment",
                "/enrolment",
                Map.of(
                        "fiscalYear",
                        Integer.toString(School.YEAR + 1),
                        "censusDate",
                        School.YEAR + "-09-01",
                        "operation",
                        UUID.randomUUID().toString()));
        String snapshot = begun.headers().firstValue("Location").orElseThrow();

        HttpResponse<String> large =
                bureau.ask("POST", snapshot + "/file", headers, part + "长".repeat(6 * 1024 * 1024) + "\r\n--x--\r\n");
        HttpResponse<String> broken = bureau.ask("POST", snapshot + "/file", headers, part + "no end");

        assertThat(large.statusCode()).isEqualTo(413);
        assertThat(broken.statusCode()).isEqualTo(400);
        assertThat(bureau.page(snapshot)).doesNotContain("已写入快照");
    }

    @Test
    void anAddressTheFirewallKeepsOutIsAnsweredInOurWords() {
        Somebody somebody = Somebody.signedIn(market, "s0035.purchaser");

        HttpResponse<String> program = somebody.tryGet("/api/v1/payments/%00");
        HttpResponse<String> person = somebody.ask("GET", "/orders/%00", Map.of("Accept", "text/html"), "");

        assertThat(program.statusCode()).isEqualTo(400);
        assertThat(program.body()).contains("\"code\":\"request-malformed\"");
        assertThat(person.statusCode()).isEqualTo(400);
        assertThat(person.body()).contains("请求有误");
    }

    @Test
    void aFormOfSeveralPartsWithoutABoundaryIsMalformed() {
        Somebody somebody = Somebody.signedIn(market, "s0035.teacher1");

        HttpResponse<String> answer = somebody.ask(
                "POST",
                "/acting-organization",
                Map.of("Content-Type", "multipart/form-data", "X-CSRF-TOKEN", somebody.token()),
                "organization=x");

        assertThat(answer.statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    DELETE, */*,             application/json, 405
                    POST,   application/xml, application/json, 406
                    POST,   */*,             text/plain,       415
                    """)
    void aMethodOrTypeThatIsNotSpokenIsAProblemWithACode(String method, String accept, String type, int status) {
        Somebody somebody = Somebody.signedIn(market, "s0051.purchaser");

        HttpResponse<String> answer =
                somebody.ask(method, DRAFTS, write(somebody, Map.of("Accept", accept, "Content-Type", type)), "{}");

        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"code\":\"");
        assertThat(drafts(somebody)).isEmpty();
    }

    @Test
    void aBodyInAnotherCharsetIsRefusedWhetherItSaysSoOrNot() {
        Somebody somebody = Somebody.signedIn(market, "s0051.purchaser");
        byte[] body = "{\"purpose\":\"课堂使用\"}".getBytes(Charset.forName("GBK"));

        HttpResponse<String> said = somebody.ask(
                "POST", DRAFTS, write(somebody, Map.of("Content-Type", "application/json;charset=GBK")), body);
        HttpResponse<String> unsaid =
                somebody.ask("POST", DRAFTS, write(somebody, Map.of("Content-Type", "application/json")), body);

        assertThat(List.of(said.statusCode(), unsaid.statusCode())).containsOnly(400);
        assertThat(List.of(said.body(), unsaid.body())).allMatch(refusal -> refusal.contains("\"body-malformed\""));
        assertThat(drafts(somebody)).isEmpty();
    }

    @Test
    void aTextWithANulIsRefusedAndNothingBegins() {
        Somebody somebody = Somebody.signedIn(market, "s0051.purchaser");

        HttpResponse<String> answer = somebody.writeText(DRAFTS, "{\"purpose\":\"课堂\\u0000使用\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"code\":\"text-malformed\"");
        assertThat(drafts(somebody)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "%00", "MjAyNi0wMi0zMCB4", "KzEwMDAwMC0wMS0wMVQwMDowMDowMFogeA"})
    void aCursorThatWeDidNotWriteIsMalformed(String cursor) {
        Somebody somebody = Somebody.signedIn(market, "s0051.purchaser");

        HttpResponse<String> answer = somebody.tryGet(DRAFTS + "?cursor=" + cursor);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("malformed\"");
    }

    @Test
    void aPageIsNeverLongerThanTheLongestNorShorterThanOneAndItsSizeIsANumber() {
        Somebody bureau = Somebody.signedIn(market, "province.440000");
        String lines = "/api/v1/budget-lines?limit=";

        assertThat(bureau.get(lines + Integer.MAX_VALUE).path("items").size()).isBetween(2, 100);
        assertThat(bureau.get(lines + Integer.MIN_VALUE).path("items")).hasSize(1);
        assertThat(bureau.get(lines + "0").path("items")).hasSize(1);
        for (String none : List.of("many", "2147483648", "1.5")) {
            HttpResponse<String> answer = bureau.tryGet(lines + none);
            assertThat(answer.statusCode()).isEqualTo(400);
            assertThat(answer.body()).contains("\"field\":\"limit\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\"x\"", "W/", "99999999999999999999", ""})
    void aVersionThatIsNoneIsNeverTheOneThatWasRead(String tag) {
        School school = School.of(market, "s0049", "v01");
        String id = school.purchaser
                .post(DRAFTS, Map.of("purpose", "版本"))
                .path("id")
                .asString();
        String before = school.purchaser.page(DRAFTS + "/" + id);

        HttpResponse<String> answer = school.purchaser.ask(
                "POST",
                DRAFTS + "/" + id + "/lines",
                write(school.purchaser, Map.of("If-Match", tag, "Content-Type", "application/json")),
                "{\"offerId\":\"%s\",\"quantity\":1}".formatted(School.offer(MATHS, "pupil_year")));

        assertThat(answer.statusCode()).isEqualTo(412);
        assertThat(school.purchaser.page(DRAFTS + "/" + id)).isEqualTo(before);
    }

    @Test
    void aLanguageThatIsNoneIsAnsweredInChinese() {
        Somebody somebody = Somebody.stranger(market);

        for (String language : List.of("-", "--", "en-", ",", "zh;q=x", "x".repeat(3_000))) {
            HttpResponse<String> answer =
                    somebody.ask("GET", "/api/v1/nowhere", Map.of("Accept-Language", language), "");

            assertThat(answer.statusCode()).as(language).isBetween(400, 499);
            assertThat(answer.body()).as(language).contains("\"code\":\"");
        }
    }

    private static Map<String, String> write(Somebody somebody, Map<String, String> headers) {
        Map<String, String> all = new HashMap<>(headers);
        all.put("Idempotency-Key", UUID.randomUUID().toString());
        all.put("X-CSRF-TOKEN", somebody.token());
        return all;
    }

    private static JsonNode drafts(Somebody somebody) {
        return somebody.get(DRAFTS + "?state=DRAFT").path("items");
    }
}
