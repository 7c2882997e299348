package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.ziyuan.marketplace.transaction.Ids;
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
                    ""          | quantity
                    " "         | quantity
                    null        | quantity
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

    /** Nothing is never a quantity: what is spent is always said. */
    @Test
    void aLineWithoutAQuantityIsRefusedOnThePageToo() {
        School school = School.of(market, "s0035", "v01");
        UUID offer = School.offer(MATHS, "pupil_year");
        UUID requisition = school.draft(offer, 3);
        String page = "/requisitions/" + requisition;
        String unsaid = "{\"offerId\":\"%s\"}".formatted(offer);

        HttpResponse<String> absent = school.purchaser.writeText("/api/v1" + page + "/lines", unsaid);
        HttpResponse<String> blank =
                school.purchaser.submit(page, page + "/draft", Map.of("quantity-" + line(school, requisition), " "));

        assertThat(absent.statusCode()).isEqualTo(422);
        assertThat(blank.statusCode()).isEqualTo(303);
        assertThat(school.purchaser.page(page)).contains("缺少“数量”");
        assertThat(school.requisition(requisition)
                        .path("lines")
                        .path(0)
                        .path("quantity")
                        .asInt())
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"𠮷", "学　", "\u200B\u200B\u200B", "\u202E学数级年三", "数\u0007学", "数\uFDD0学", "\u3164\u3164"})
    void aTitleThatNobodyCouldReadOrFindIsRefusedByNameAndWhatWasTypedStays(String title) {
        Somebody vendor = Somebody.signedIn(market, "v03.manager");
        String draft = "/vendor/listings/" + Ids.next() + "/draft";
        Map<String, String> typed =
                Map.of("kind", "resource", "title", title, "summary", "打了很久的介绍", "descriptionHtml", "<p>内容</p>");

        HttpResponse<String> answer = vendor.submit(draft, draft, typed);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(vendor.page(draft)).contains("“名称”", "打了很久的介绍", "处需要修改");
        assertThat(vendor.page("/vendor/listings")).doesNotContain(draft);
    }

    @Test
    void aNullCharacterIsQuotedBackAndNeverStopsThePageThatSaysSo() {
        Somebody accountant = Somebody.signedIn(market, "s0051.accountant1");

        HttpResponse<String> answer = accountant.submit(
                "/year-end",
                "/year-end",
                Map.of(
                        "year",
                        "a\0b",
                        "subtree",
                        "false",
                        "operation",
                        Ids.next().toString()));

        assertThat(answer.statusCode()).isLessThan(500);
        assertThat(accountant.page("/year-end")).contains("a\uFFFDb");
    }

    @ParameterizedTest
    @ValueSource(strings = {"grades=", "grades=1,,2", "grades=%20", "grades=%00", "grades=3&grades=", "people="})
    void anEmptyPlaceInAListSaysNothing(String query) {
        Somebody purchaser = Somebody.signedIn(market, "s0051.purchaser");

        assertThat(purchaser
                        .tryGet("/listings/" + School.listing(MATHS) + "?" + query)
                        .statusCode())
                .isEqualTo(200);
    }

    /** A part that is left out, an entry that is nothing, a part within a part: each is refused by the name it has there. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    {"holdsFrom":"2099-01-01"}                                              | “类型”
                    {"kind":null,"holdsFrom":"2099-01-01"}                                  | “类型”
                    {"kind":"MERGE","children":[null]}                                      | “随之划出的教学点”
                    {"kind":"CREATE","facts":{"code":"s9","name":"新小学"}}                 | “类型”
                    {"kind":"CREATE","facts":{"kind":"SCHOOL","name":"新小学"}}             | “机构代码”
                    {"kind":"CREATE","facts":{"kind":"SCHOOL","code":{},"name":"新小学"}}   | “机构代码”
                    {"kind":"CREATE","facts":{"kind":"SCHOOL","code":"s9","parentId":"?"}}  | “上级”
                    """)
    void aPartOfAnActUponTheTreeThatIsMissingIsRefusedByName(String body, String named) {
        Somebody county = Somebody.signedIn(market, "county.440103");

        HttpResponse<String> answer = county.writeText("/api/v1/organization-acts", body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains(named);
    }

    /** A role that lasts to a day lasts all of it, and the page prints the day that was typed. */
    @ParameterizedTest
    @CsvSource({"+999999999-12-31, 看不懂", "-999999999-01-01, 看不懂", "0000-12-31, 看不懂", "2099-12-31, — 2099-12-31"})
    void theLastDayOfARoleIsADayAndIsPrintedAsItWasTyped(String until, String said) {
        Somebody principal = Somebody.signedIn(market, "s0035.principal");
        String school = principal.get("/api/v1/session").path("organizationId").asString();
        String login = "until-" + Ids.next().toString().substring(24);

        HttpResponse<String> answer = principal.submit(
                "/people/new",
                "/people",
                Map.of(
                        "login",
                        login,
                        "displayName",
                        "代课老师",
                        "role",
                        "TEACHER",
                        "organization",
                        school,
                        "code",
                        "s0035",
                        "until",
                        until));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(principal
                        .page(answer.headers().firstValue("location").orElseThrow())
                        .replaceAll("<[^>]*>", ""))
                .contains(said);
    }

    @Test
    void aDescriptionThatGrowsBeyondItsLimitIsRefusedAndStaysTyped() {
        Somebody vendor = Somebody.signedIn(market, "v03.manager");
        String draft = "/vendor/listings/" + Ids.next() + "/draft";
        String many = "&".repeat(5_000);

        HttpResponse<String> answer =
                vendor.submit(draft, draft, Map.of("kind", "resource", "title", "分数", "descriptionHtml", many));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(vendor.page(draft)).contains("“详细介绍”", "&amp;".repeat(5_000));
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
        String page = "/vendor/listings/" + listing;
        assertThat(school.vendor
                        .submit(page + "/draft", page + "/submit", Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(Somebody.signedIn(market, "operator")
                        .submit("/review", "/review/" + listing + "/publish", Map.of())
                        .statusCode())
                .isEqualTo(303);

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

    @ParameterizedTest
    @CsvSource(textBlock = """
                    application/json;charset=utf-7,                  415
                    application/json;charset=nonsense,               415
                    'application/json;charset="',                    415
                    application/x-www-form-urlencoded;charset=utf-7, 415
                    multipart/form-data;charset=utf-7,               415
                    """)
    void aCharsetThatNobodyKnowsIsRefused(String type, int status) {
        Somebody somebody = Somebody.signedIn(market, "s0051.purchaser");

        HttpResponse<String> program =
                somebody.ask("POST", DRAFTS, write(somebody, Map.of("Content-Type", type)), "{\"purpose\":\"x\"}");
        HttpResponse<String> person = somebody.ask(
                "POST",
                "/requisitions/start",
                write(somebody, Map.of("Content-Type", type, "Accept", "text/html")),
                "a=b");

        assertThat(program.statusCode()).isEqualTo(status);
        assertThat(program.body()).contains("\"code\":\"media-type-unsupported\"");
        assertThat(person.statusCode()).isBetween(400, 499);
        assertThat(person.body()).contains("<main");
        assertThat(drafts(somebody)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"课堂\\u0000使用", "课堂\\ud842使用", "\\udfb7"})
    void whatIsNoTextIsRefusedWithItsField(String purpose) {
        Somebody somebody = Somebody.signedIn(market, "s0051.purchaser");

        HttpResponse<String> answer = somebody.writeText(DRAFTS, "{\"purpose\":\"" + purpose + "\"}");

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"code\":\"text-malformed\"", "\"field\":\"purpose\"");
        assertThat(drafts(somebody)).isEmpty();
    }

    @Test
    void aFormInBrokenLettersIsRefused() {
        School school = School.of(market, "s0035", "v01");
        UUID requisition = school.draft(School.offer(MATHS, "pupil_year"), 3);
        Map<String, String> headers = write(
                school.purchaser, Map.of("Content-Type", "application/x-www-form-urlencoded", "Accept", "text/html"));

        HttpResponse<String> answer =
                school.purchaser.ask("POST", "/requisitions/" + requisition + "/draft", headers, "purpose=%ff%fe");

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(school.requisition(requisition).path("purpose").asString()).doesNotContain("\uFFFD");
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

    @Test
    void anAddressBeyondTheLimitIsAnsweredByAPageThatSaysSo() throws IOException {
        String search = "/search?q=" + URLEncoder.encode("三".repeat(455), StandardCharsets.UTF_8);

        HttpResponse<String> person = Somebody.stranger(market).ask("GET", search, Map.of("Accept", "text/html"), "");
        HttpResponse<String> program = Somebody.stranger(market).tryGet("/api/v1" + search);

        assertThat(person.statusCode()).isEqualTo(414);
        assertThat(person.body()).contains("<main", "这个地址太长");
        assertThat(program.statusCode()).isEqualTo(414);
        assertThat(program.body()).contains("\"code\":\"address-too-long\"");
        assertThat(wired("GET /search?q=" + "x".repeat(20_000) + " HTTP/1.1\r\nHost: a\r\n\r\n"))
                .startsWith("HTTP/1.1 414")
                .contains("<main", "这个地址太长", "This address is too long");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    Host: a%Host: b%                           | 400
                    Host: a%Host: a%                           | 400
                    X-None: a%                                 | 400
                    Host: a%X-Folded: b% c%                    | 400
                    Host: a%X-Folded: b%\tc%                   | 400
                    Host: a% X-First: b%                       | 400
                    Host: a b%                                 | 400
                    Host: a%Content-Length: 1%Content-Length: 2% | 400
                    Host: a%Bad Name: b%                       | 400
                    """)
    void aRequestThatTwoReadersWouldReadDifferentlyIsRefusedInOurWords(String headers, int status) throws IOException {
        String lines = headers.replace("%", "\r\n");

        assertThat(wired("GET / HTTP/1.1\r\n" + lines + "Accept: text/html\r\n\r\n"))
                .startsWith("HTTP/1.1 " + status)
                .contains("请求有误");
    }

    @Test
    void whatIsHiddenBehindABodyIsReadAsStrictly() throws IOException {
        String sound = "POST /nowhere HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\n{}";
        String folded = "GET / HTTP/1.1\r\nHost: a\r\nX-Folded: b\r\n c\r\n\r\n";

        assertThat(wired(sound + folded)).contains("HTTP/1.1 400").contains("请求有误");
    }

    @Test
    void headersBeyondTheLimitAreAnsweredInOurWordsAndAnOldProgramNeedsNoHost() throws IOException {
        assertThat(wired("GET / HTTP/1.1\r\nHost: a\r\nX-Large: " + "x".repeat(40_000) + "\r\n\r\n"))
                .startsWith("HTTP/1.1 431")
                .contains("请求带来的内容太多");
        assertThat(wired("GET /sign-in HTTP/1.0\r\nAccept: text/html\r\n\r\n")).contains(" 200 ");
    }

    @Test
    void aTitleThatLooksLikeMarkupStaysATitleInsideTheScriptOfItsPage() {
        Somebody vendor = Somebody.signedIn(market, "v03.manager");
        Somebody operator = Somebody.signedIn(market, "operator");
        UUID listing = Ids.next();
        String draft = "/vendor/listings/" + listing + "/draft";
        String title = "分数<!--<script>&</script>";
        assertThat(vendor.submit(
                                draft,
                                draft,
                                Map.of(
                                        "kind",
                                        "resource",
                                        "title",
                                        title,
                                        "descriptionHtml",
                                        "<p>内容</p>",
                                        "link",
                                        "https://reader.example.cn/markup"))
                        .statusCode())
                .isEqualTo(303);
        String offers = "/vendor/listings/" + listing + "/offers";
        Map<String, String> free = Map.of(
                "offer", Ids.next().toString(), "kind", "FREE", "name", "免费", "price", "0", "minimumQuantity", "1");
        assertThat(vendor.submit(offers, offers, free).statusCode()).isEqualTo(303);
        assertThat(vendor.submit(draft, "/vendor/listings/" + listing + "/submit", Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(operator.submit("/review", "/review/" + listing + "/publish", Map.of())
                        .statusCode())
                .isEqualTo(303);

        String page = vendor.page("/listings/" + listing);
        String linked = page.substring(page.indexOf("application/ld+json"), page.lastIndexOf("</main>"));

        assertThat(linked).contains("\\u003c!--\\u003cscript\\u003e").doesNotContain("<!--", "<script>&");
    }

    private static String line(School school, UUID requisition) {
        return school.requisition(requisition).path("lines").path(0).path("id").asString();
    }

    /** Sent as it is written; the answers until the server closes or falls silent. */
    private String wired(String bytes) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), market.port())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().flush();
            ByteArrayOutputStream answers = new ByteArrayOutputStream();
            try {
                byte[] some = new byte[8192];
                for (int read = socket.getInputStream().read(some);
                        read > 0;
                        read = socket.getInputStream().read(some)) {
                    answers.write(some, 0, read);
                }
            } catch (SocketTimeoutException silent) {
                assertThat(answers.size()).as("answered before it fell silent").isPositive();
            }
            return answers.toString(StandardCharsets.UTF_8);
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
