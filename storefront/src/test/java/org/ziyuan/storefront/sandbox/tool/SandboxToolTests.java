package org.ziyuan.storefront.sandbox.tool;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SandboxToolTests {

    private final SandboxToolSettings settings = new SandboxToolSettings(0, Duration.ofSeconds(20), List.of());
    private final SandboxTool tool = new SandboxTool(settings, new ToolRoutes(settings, ""));
    private final Platform platform = new Platform();
    private HttpClient browser = newBrowser();

    @BeforeEach
    void start() {
        tool.start();
        browser = newBrowser();
    }

    @AfterEach
    void stop() {
        tool.stop();
        platform.close();
    }

    @Test
    void asksThePlatformWithAFreshNonceAndAnswersToItsRegisteredAddress() throws Exception {
        Map<String, String> first = begin(SandboxApp.RENJIAO);
        Map<String, String> second = begin(SandboxApp.RENJIAO);

        assertThat(first)
                .containsEntry("scope", "openid")
                .containsEntry("response_type", "id_token")
                .containsEntry("response_mode", "form_post")
                .containsEntry("prompt", "none")
                .containsEntry("client_id", "sandbox-renjiao")
                .containsEntry("login_hint", "a-hint")
                .containsEntry(
                        "redirect_uri",
                        SandboxApp.RENJIAO.launchUri(tool.base()).toString());
        assertThat(first.get("nonce")).isNotEqualTo(second.get("nonce"));
    }

    @Test
    void greetsTheTeacherByNameAndOpensTheBook() throws Exception {
        Map<String, String> asked = begin(SandboxApp.RENJIAO);

        String page = launch(SandboxApp.RENJIAO, asked, honest(SandboxApp.RENJIAO, asked))
                .body();

        assertThat(page).contains("href=\"" + platform.issuer() + "/library\"");
        assertThat(page).contains("王小明老师，您好", "示范小学", "数学三年级上册", "时、分、秒", "数学广角——集合");
    }

    @Test
    void knowsNothingButAPseudonymWhenThatIsAllItIsTold() throws Exception {
        Map<String, String> asked = begin(SandboxApp.SCIENCE);
        JWTClaimsSet claims = platform.claims(SandboxApp.SCIENCE, nonce(asked))
                .claim("name", null)
                .build();

        assertThat(launch(SandboxApp.SCIENCE, asked, signed(claims)).body())
                .contains("老师，您好", "不知道您是谁", "会跳舞的葡萄干")
                .doesNotContain("王小明");
    }

    @ParameterizedTest
    @EnumSource
    void everyAppShowsSomethingWorthOpening(SandboxApp app) throws Exception {
        Map<String, String> asked = begin(app);

        HttpResponse<String> opened = launch(app, asked, honest(app, asked));

        assertThat(opened.statusCode()).isEqualTo(200);
        assertThat(opened.body()).contains(app.title(), "这次打开核验了什么").doesNotContain("{{");
        assertThat(opened.headers().firstValue("Content-Security-Policy"))
                .hasValueSatisfying(policy -> assertThat(policy).doesNotContain("unsafe"));
    }

    @Test
    void listensElsewhereWhereAForeignProgramHoldsThePortAndNeverAnswers() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SandboxTool second = onPort(silent.getLocalPort(), Duration.ofMillis(200));
            second.start();
            try {
                assertThat(second.base().getPort()).isNotEqualTo(silent.getLocalPort());
                HttpRequest question =
                        HttpRequest.newBuilder(second.base().resolve("/health")).build();
                assertThat(browser.send(question, HttpResponse.BodyHandlers.ofString())
                                .body())
                        .isEqualTo(OtherCopy.GREETING);
            } finally {
                second.stop();
            }
        }
    }

    @Test
    void leavesThePortToAnotherCopyOfOurs() {
        SandboxTool second = onPort(tool.base().getPort(), Duration.ofSeconds(20));
        second.start();
        try {
            assertThat(second.base()).isEqualTo(tool.base());
        } finally {
            second.stop();
        }
    }

    @Test
    void refusesATokenThatAnotherKeySigned() throws Exception {
        Map<String, String> asked = begin(SandboxApp.RENJIAO);
        JWTClaimsSet claims = platform.claims(SandboxApp.RENJIAO, nonce(asked)).build();
        String forged = Platform.sign(claims, ToolKey.generate(), platform.key().getKeyID());

        assertThat(refusal(launch(SandboxApp.RENJIAO, asked, forged))).isEqualTo("signature");
    }

    @Test
    void refusesWhatIsNotForItOrNotForNow() throws Exception {
        assertThat(check(claims -> claims.audience("sandbox-reading"))).isEqualTo("claims");
        assertThat(check(claims -> claims.issuer("http://127.0.0.1:1"))).isEqualTo("claims");
        assertThat(check(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(600)))))
                .isEqualTo("claims");
        assertThat(check(claims -> claims.claim("nonce", "another"))).isEqualTo("nonce");
        assertThat(check(claims -> claims.claim(claim("deployment_id"), "another")))
                .isEqualTo("deployment");
        assertThat(check(claims -> claims.claim(claim("message_type"), "LtiDeepLinkingRequest")))
                .isEqualTo("message");
        assertThat(check(claims -> claims.claim(claim("version"), "1.1.1"))).isEqualTo("version");
    }

    @Test
    void refusesAStateUsedBeforeAndOneOfAnotherBrowser() throws Exception {
        Map<String, String> asked = begin(SandboxApp.RENJIAO);
        String token = honest(SandboxApp.RENJIAO, asked);
        assertThat(launch(SandboxApp.RENJIAO, asked, token).statusCode()).isEqualTo(200);

        assertThat(refusal(launch(SandboxApp.RENJIAO, asked, token))).isEqualTo("state");

        Map<String, String> stolen = begin(SandboxApp.RENJIAO);
        browser = newBrowser();
        assertThat(begin(SandboxApp.RENJIAO)).isNotEmpty();
        assertThat(refusal(launch(SandboxApp.RENJIAO, stolen, honest(SandboxApp.RENJIAO, stolen))))
                .isEqualTo("state");
    }

    @Test
    void sendsTheAnswerToItselfAgainWhenTheCookieStayedAtHome() throws Exception {
        Map<String, String> asked = begin(SandboxApp.RENJIAO);
        browser = newBrowser();

        assertThat(launch(SandboxApp.RENJIAO, asked, honest(SandboxApp.RENJIAO, asked))
                        .body())
                .contains("name=\"again\"", "name=\"id_token\"");
    }

    @Test
    void meetsANewKeyOfThePlatformWithoutAFailedLaunch() throws Exception {
        Map<String, String> before = begin(SandboxApp.READING);
        assertThat(launch(SandboxApp.READING, before, honest(SandboxApp.READING, before))
                        .statusCode())
                .isEqualTo(200);

        platform.rotate();

        Map<String, String> after = begin(SandboxApp.READING);
        assertThat(launch(SandboxApp.READING, after, honest(SandboxApp.READING, after))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void saysWhatFailedWhenThePlatformDoesNotLetThePersonIn() throws Exception {
        Map<String, String> asked = begin(SandboxApp.RENJIAO);

        HttpResponse<String> refused = post(
                SandboxApp.RENJIAO,
                Map.of(
                        "error",
                        "access_denied",
                        "error_description",
                        "seats-exhausted",
                        "state",
                        asked.getOrDefault("state", "")));

        assertThat(refusal(refused)).isEqualTo("access_denied");
        assertThat(refused.body()).contains("席位已满");
    }

    @Test
    void doesNotTrustAPlatformElsewhere() throws Exception {
        HttpResponse<String> refused = get("/renjiao/login?client_id=sandbox-renjiao&login_hint=x&iss="
                + URLEncoder.encode("https://evil.test", StandardCharsets.UTF_8));

        assertThat(refusal(refused)).isEqualTo("issuer");
    }

    private static SandboxTool onPort(int port, Duration patience) {
        SandboxToolSettings settings = new SandboxToolSettings(port, patience, List.of());
        return new SandboxTool(settings, new ToolRoutes(settings, ""));
    }

    private interface Change {
        JWTClaimsSet.Builder to(JWTClaimsSet.Builder claims);
    }

    private String check(Change change) throws Exception {
        Map<String, String> asked = begin(SandboxApp.RENJIAO);
        JWTClaimsSet claims =
                change.to(platform.claims(SandboxApp.RENJIAO, nonce(asked))).build();
        return refusal(launch(SandboxApp.RENJIAO, asked, signed(claims)));
    }

    private static String claim(String name) {
        return "https://purl.imsglobal.org/spec/lti/claim/" + name;
    }

    private String honest(SandboxApp app, Map<String, String> asked) {
        return signed(platform.claims(app, nonce(asked)).build());
    }

    private String signed(JWTClaimsSet claims) {
        return Platform.sign(claims, platform.key(), platform.key().getKeyID());
    }

    private static String nonce(Map<String, String> asked) {
        return asked.getOrDefault("nonce", "");
    }

    private Map<String, String> begin(SandboxApp app) throws Exception {
        Map<String, String> initiation = new LinkedHashMap<>();
        initiation.put("iss", platform.issuer());
        initiation.put("login_hint", "a-hint");
        initiation.put("lti_message_hint", "a-message-hint");
        initiation.put("client_id", app.clientId());
        initiation.put("lti_deployment_id", "deployment-1");
        initiation.put("target_link_uri", "http://127.0.0.1/target");
        HttpResponse<String> redirect = send("/" + app.path() + "/login", initiation);
        assertThat(redirect.statusCode()).isEqualTo(303);
        URI there = URI.create(redirect.headers().firstValue("Location").orElseThrow());
        assertThat(there.toString()).startsWith(platform.issuer() + "/lti/authorize?");
        return Arrays.stream(there.getQuery().split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    private HttpResponse<String> launch(SandboxApp app, Map<String, String> asked, String token) throws Exception {
        return post(app, Map.of("id_token", token, "state", asked.getOrDefault("state", "")));
    }

    private HttpResponse<String> post(SandboxApp app, Map<String, String> form) throws Exception {
        return send("/" + app.path() + "/launch", form);
    }

    private HttpResponse<String> send(String path, Map<String, String> form) throws Exception {
        String body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send(
                HttpRequest.newBuilder(tool.base().resolve(path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return browser.send(
                HttpRequest.newBuilder(tool.base().resolve(path)).build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The check that failed, as the page names it. */
    private static String refusal(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(400);
        String page = response.body();
        return page.substring(page.indexOf("<code>") + 6, page.indexOf("</code>"));
    }

    private static HttpClient newBrowser() {
        return HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }
}
