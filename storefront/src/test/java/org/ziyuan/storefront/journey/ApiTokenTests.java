package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A vendor's program does by its token what it is for, as its maker and no longer than he belongs to the vendor. */
class ApiTokenTests {

    private static final String DRAFT = """
            {"kind": "resource", "title": "%s", "subtitle": "", "summary": "四百张卡片", "descriptionHtml": "",
             "stage": "小学", "subject": "语文", "link": "https://reader.example.cn/1"}
            """;

    private final RunningMarket market = RunningMarket.shared();
    private final HttpClient client = HttpClient.newHttpClient();
    private final Somebody vendor = Somebody.signedIn(market, "v06.manager");

    @Test
    void aProgramBringsAListingAndItsPriceAndHandsItOver() throws Exception {
        String token = drawn(made("ERP 同步", "catalogue:read", "catalogue:write"));

        HttpResponse<String> begun = ask("POST", "/api/v1/listings", DRAFT.formatted("接口识字卡"), token);
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        String listing =
                JsonMapper.shared().readTree(begun.body()).path("listingId").asString();
        assertThat(begun.headers().firstValue("Location")).contains("/api/v1/listings/" + listing + "/draft");
        assertThat(ask(
                                "POST",
                                "/api/v1/listings/" + listing + "/offers",
                                "{\"kind\": \"PER_PUPIL\", \"name\": \"按学生授权\", \"unitPriceInYuan\": \"2.00\", \"termMonths\": 12}",
                                token)
                        .statusCode())
                .isEqualTo(200);
        HttpResponse<String> submitted = ask("POST", "/api/v1/listings/" + listing + "/submit", "{}", token);
        assertThat(submitted.statusCode()).as(submitted.body()).isEqualTo(200);

        assertThat(vendor.page("/vendor/listings/" + listing + "/draft")).contains("接口识字卡");
        assertThat(vendor.page("/vendor/tokens")).contains("ERP 同步", "catalogue:write");
    }

    @Test
    void aTokenOpensWhatItIsForAndNothingElseOfItsMaker() throws Exception {
        String token = drawn(made("只读", "catalogue:read"));

        assertThat(code("GET", "/api/v1/listing-drafts", token)).isEqualTo("200 ");
        assertThat(code("POST", "/api/v1/listings", token)).isEqualTo("403 token-scope-required");
        assertThat(code("GET", "/api/v1/purchase-orders", token)).isEqualTo("403 token-scope-required");
        for (String beyond : List.of("/api/v1/people", "/api/v1/api-tokens", "/api/v1/stand-ins", "/api/v1/inbox")) {
            assertThat(code("GET", beyond, token)).as(beyond).isEqualTo("404 page-not-found");
        }
        assertThat(code("GET", "/api/v1/listing-drafts", token + "x")).isEqualTo("401 token-refused");
        assertThat(ask("GET", "/vendor/listings", null, token).body())
                .as("pages are for people")
                .doesNotContain("上架管理</h1>");
        assertThat(ask("GET", "/api/v1/listing-drafts", null, token).headers().firstValue("Set-Cookie"))
                .isEmpty();
    }

    @Test
    void aTokenThatIsDrawnAnewTakenBackOrAFormerMembersOpensNothing() throws Exception {
        UUID made = made("轮换", "orders:read");
        String first = drawn(made);
        assertThat(code("GET", "/api/v1/purchase-orders", first)).isEqualTo("200 ");
        String second = drawn(made);
        assertThat(code("GET", "/api/v1/purchase-orders", first)).isEqualTo("401 token-refused");

        Somebody operator = Somebody.signedIn(market, "operator");
        String maker = operator.get("/api/v1/people?find=v06.manager")
                .path("items")
                .path(0)
                .path("id")
                .asString();
        assertThat(operator.post("/api/v1/people/" + maker + "/suspend", Map.of("reason", "离职"))
                        .toString())
                .contains("SUSPENDED");
        assertThat(code("GET", "/api/v1/purchase-orders", second)).isEqualTo("401 token-of-former-member");
        assertThat(operator.post("/api/v1/people/" + maker + "/restore", Map.of("reason", "误停"))
                        .toString())
                .contains("ACTIVE");
        assertThat(code("GET", "/api/v1/purchase-orders", second)).isEqualTo("200 ");

        String page = "/vendor/tokens";
        Somebody again = Somebody.signedIn(market, "v06.manager");
        assertThat(again.submit(page, page + "/" + made + "/revoke", Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(code("GET", "/api/v1/purchase-orders", second)).isEqualTo("401 token-refused");
        assertThat(Somebody.signedIn(market, "v02.manager")
                        .refused(404, "/api/v1/api-tokens/" + made + "/slip", Map.of())
                        .path("code")
                        .asString())
                .isEqualTo("api-token-not-found");
    }

    @Test
    void aTokenAsksSoOftenAMinuteAndIsThenToldWhenToComeAgain() throws Exception {
        String token = drawn(made("太勤", "orders:read"));

        List<HttpResponse<String>> answers = List.of();
        for (int more = 0; more < 80 && answers.stream().noneMatch(one -> one.statusCode() == 429); more++) {
            answers = eightAtOnce(request("GET", "/api/v1/purchase-orders?limit=1", null, token));
            assertThat(answers).extracting(HttpResponse::statusCode).isSubsetOf(200, 429);
        }
        HttpResponse<String> last = answers.stream()
                .filter(one -> one.statusCode() != 200)
                .findFirst()
                .orElseThrow();
        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.body()).contains("token-too-often");
        assertThat(last.headers().firstValueAsLong("Retry-After")).isPresent();
    }

    @Test
    void whatIsWantedIsSaidInWords() {
        String api = "/api/v1/api-tokens";
        LocalDate tomorrow = LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(1);
        for (List<?> wrong : List.of(
                List.of("token-without-scope", "名称", List.of(), tomorrow),
                List.of("token-without-scope", "名称", List.of("people:write"), tomorrow),
                List.of("text-length", "名", List.of("orders:read"), tomorrow),
                List.of("token-good-until", "名称", List.of("orders:read"), tomorrow.minusDays(2)),
                List.of("token-good-until", "名称", List.of("orders:read"), tomorrow.plusYears(1)))) {
            Map<String, Object> body = Map.of("name", wrong.get(1), "scopes", wrong.get(2), "goodUntil", wrong.get(3));
            assertThat(vendor.refused(422, api, body).path("code").asString()).isEqualTo(wrong.get(0));
        }
    }

    private UUID made(String name, String... scopes) {
        JsonNode token = vendor.post(
                "/api/v1/api-tokens",
                Map.of(
                        "name",
                        name,
                        "scopes",
                        Arrays.asList(scopes),
                        "goodUntil",
                        LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(30)));
        return UUID.fromString(token.path("id").asString());
    }

    private String drawn(UUID token) {
        return vendor.post("/api/v1/api-tokens/" + token + "/slip", Map.of())
                .path("secret")
                .asString();
    }

    private String code(String method, String path, String token) throws IOException, InterruptedException {
        HttpResponse<String> answer = ask(method, path, method.equals("POST") ? DRAFT.formatted("不该有") : null, token);
        String code = answer.statusCode() < 400
                ? ""
                : JsonMapper.shared().readTree(answer.body()).path("code").asString();
        return answer.statusCode() + " " + code;
    }

    private List<HttpResponse<String>> eightAtOnce(HttpRequest request) {
        List<CompletableFuture<HttpResponse<String>>> asked = IntStream.range(0, 8)
                .mapToObj(each -> client.sendAsync(request, HttpResponse.BodyHandlers.ofString()))
                .toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }

    private HttpResponse<String> ask(String method, String path, @Nullable String body, String token)
            throws IOException, InterruptedException {
        return client.send(request(method, path, body, token), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String method, String path, @Nullable String body, String token) {
        return HttpRequest.newBuilder(market.at(path))
                .method(
                        method,
                        body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .header("Authorization", "Bearer " + token)
                .build();
    }
}
