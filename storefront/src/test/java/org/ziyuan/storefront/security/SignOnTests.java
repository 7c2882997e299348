package org.ziyuan.storefront.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.ContextConfiguration;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Passwords;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.signon.provider.ClaimMapping;
import org.ziyuan.marketplace.signon.provider.IdentityProvider;
import org.ziyuan.marketplace.signon.provider.Protocol;
import org.ziyuan.marketplace.signon.provider.WriteIdentityProvider;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.TestPeople;
import org.ziyuan.marketplace.transaction.Ids;

/** Signing in by an independent provider, and by providers that lie, hang or repeat themselves. */
@SpringBootTest(
        classes = AccessOnly.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "ziyuan.session.secure=false",
            "ziyuan.session.remembered=0",
            "ziyuan.sign-on.inside=true",
            "ziyuan.sign-on.patience=10s",
            "ziyuan.secrets.key-encryption-key=" + MarketplaceTest.KEY_ENCRYPTION_KEY,
            "logging.level.org.ziyuan=DEBUG"
        })
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
@ExtendWith(OutputCaptureExtension.class)
class SignOnTests {

    private static final String PASSWORD = "一句只有我知道的长话 7";
    private static final String CLIENT = "ziyuan";
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private static final String DISCOVERED = """
            {"issuer":"%s","authorization_endpoint":"%s/authorize","token_endpoint":"%s/token","jwks_uri":"%s/jwks",
             "response_types_supported":["code"],"subject_types_supported":["public"],
             "id_token_signing_alg_values_supported":["RS256"]}
            """;

    private static final MockOAuth2Server PROVIDER = new MockOAuth2Server();
    private static final PlayedProviders LIARS = new PlayedProviders();

    @Autowired
    DatabaseClient database;

    @Autowired
    Passwords passwords;

    @Autowired
    WriteIdentityProvider write;

    @LocalServerPort
    int port;

    TestPeople people;
    Browser browser;
    Actor operator;
    String code;
    String issuer;

    @BeforeAll
    static void start() {
        PROVIDER.start();
    }

    @AfterAll
    static void stop() {
        PROVIDER.shutdown();
        LIARS.stop();
    }

    @BeforeEach
    void prepare() {
        people = new TestPeople(database);
        browser = new Browser(port);
        operator = people.atNewSchool(Role.OPERATOR);
        code = "p" + UUID.randomUUID().toString().substring(0, 8);
        issuer = PROVIDER.issuerUrl(code).toString();
    }

    @Test
    void whoIsTakenInComesWithTheRoleOfHisClaimsAndIsKnownTheNextTime(CapturedOutput log) {
        Actor school = people.atNewSchool(Role.PURCHASER);
        trust(Protocol.OIDC, issuer, true);
        Map<String, Object> claims = Map.of("name", "沈知微", "org_code", school.organizationPath(), "role", "teacher");

        assertThat(signIn("sub-1", claims).location()).isEqualTo("/");
        String account = browser.get("/account").text();
        assertThat(account).contains("沈知微", "教师", "统一身份认证").doesNotContain("??");

        browser = new Browser(port);
        assertThat(signIn("sub-1", Map.of("name", "改了名字")).location()).isEqualTo("/");
        assertThat(rows("select count(*) from identity_link where issuer = '" + issuer + "'"))
                .isEqualTo(1);
        assertThat(log.getAll()).doesNotContain("沈知微", "sub-1", "id_token");
    }

    @Test
    void whoIsNotKnownIsToldToAskForAnInvitation() {
        trust(Protocol.OIDC, issuer, false);

        Browser.Page refused = signIn("stranger", Map.of("email", "boss@example.org"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("要一个邀请").doesNotContain("??");
        assertThat(browser.get("/account").status()).isEqualTo(303);
    }

    @Test
    void anAccountIsLinkedByWhoIsSignedInAndNeverByAName() {
        Actor teacher = withPassword(people.atNewSchool(Role.TEACHER));
        trust(Protocol.OIDC, issuer, false);
        var unused = browser.get("/sign-in");
        assertThat(browser.submit(
                                "/sign-in", Map.of("login", TestPeople.loginOf(teacher.person()), "password", PASSWORD))
                        .location())
                .isEqualTo("/");

        PROVIDER.enqueueCallback(callback("linked-1", Map.of(), CLIENT, 300));
        String there = answerOf(browser.get("/account/identities/with/" + code).location());
        assertThat(browser.get(there).location()).isEqualTo("/account");
        assertThat(browser.get("/account").text()).contains("已关联", "解除").doesNotContain("??");

        browser = new Browser(port);
        assertThat(signIn("linked-1", Map.of()).location()).isEqualTo("/");
        browser = new Browser(port);
        assertThat(signIn("linked-2", Map.of("preferred_username", TestPeople.loginOf(teacher.person())))
                        .status())
                .isEqualTo(403);
    }

    @Test
    void whatIsWrongWithATokenHasItsOwnSentence() {
        trust(Protocol.OIDC, issuer, false);

        assertThat(signIn(callback("s", Map.of("aud", List.of("somebody-else")), CLIENT, 300))
                        .text())
                .contains("发给另一个应用");
        long before = Instant.now().getEpochSecond() - 1_200;
        assertThat(signIn(callback("s", Map.of("iat", before), CLIENT, -600)).text())
                .contains("已经过期");
        assertThat(signIn(callback("s", Map.of("email", "a@b.cn", "email_verified", false), CLIENT, 300))
                        .text())
                .contains("邮箱还没有验证");

        PROVIDER.enqueueCallback(callback("s", Map.of(), CLIENT, 300));
        String begun = browser.get("/sign-in/with/" + code).location();
        String other = begun.replaceFirst("nonce=[^&]+", "nonce=another");
        assertThat(browser.get(answerOf(other)).text()).contains("不是为这一次登录签发的");
    }

    @Test
    void aStateIsOfOneBrowserAndGoodOnce() {
        trust(Protocol.OIDC, issuer, false);
        PROVIDER.enqueueCallback(callback("s", Map.of(), CLIENT, 300));
        String answer = answerOf(browser.get("/sign-in/with/" + code).location());

        assertThat(new Browser(port).get(answer).text()).contains("不是从这个浏览器开始的");
        assertThat(browser.get(answer).status()).isEqualTo(403);
        Browser.Page again = browser.get(answer);
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.text()).contains("不是从这个浏览器开始的");
    }

    @Test
    void anotherIssuerAnotherKeyAndSilenceAreRefused() {
        String liar = LIARS.url() + "/issuer";
        trust(Protocol.OIDC, liar, false);
        LIARS.discover("/issuer", liar + "-that-is-another", issuer, issuer);
        assertThat(browser.get("/sign-in/with/" + code).text()).contains("自称的地址");

        // Discovery is what it says it is, but its tokens are another's.
        String code1 = code;
        code = "q" + code;
        String second = LIARS.url() + "/token-of-another";
        trust(Protocol.OIDC, second, false);
        LIARS.discover("/token-of-another", second, issuer, issuer);
        assertThat(signIn(callback("s", Map.of(), CLIENT, 300)).text()).contains("自称的地址");

        code = "r" + code1;
        String third = LIARS.url() + "/other-keys";
        trust(Protocol.OIDC, third, false);
        LIARS.discover("/other-keys", third, issuer, PROVIDER.issuerUrl("other").toString());
        assertThat(signIn(callback("s", Map.of(), CLIENT, 300)).text()).contains("签名不对");

        code = "s" + code1;
        trust(Protocol.OIDC, LIARS.url() + PlayedProviders.SILENT, false);
        Browser.Page silent = browser.get("/sign-in/with/" + code);
        assertThat(silent.status()).isEqualTo(503);
        assertThat(silent.text()).contains("没有及时回答");
    }

    @Test
    void anAnswerThatIsNoneHasItsSentence() {
        String first = code;
        List<String> odd = List.of(
                "[]",
                "null",
                "\"text\"",
                "{",
                "<html>",
                "{\"issuer\":\"%s\"}",
                DISCOVERED.replace("\"%s/authorize\"", "7"),
                DISCOVERED.replace("%s/authorize", "not an address"),
                DISCOVERED.replace("\"%s/jwks\"", "null"),
                DISCOVERED.replace("[\"public\"]", "\"public\""));
        for (int kind = 0; kind < odd.size(); kind++) {
            code = "o" + kind + first;
            String there = LIARS.url() + "/odd" + kind + first;
            trust(Protocol.OIDC, there, false);
            LIARS.say("/odd" + kind + first, odd.get(kind).replace("%s", there));
            unreadable(browser.get("/sign-in/with/" + code), odd.get(kind));
        }
        code = "e" + first;
        trust(Protocol.OIDC, LIARS.url() + PlayedProviders.EMPTY + first, false);
        unreadable(browser.get("/sign-in/with/" + code), "nothing");
        code = "n" + first;
        trust(Protocol.OIDC, "http://127.0.0.1:1/" + code, false);
        unreadable(browser.get("/sign-in/with/" + code), "nobody there");

        code = "c" + first;
        trust(Protocol.CAS, LIARS.url() + PlayedProviders.EMPTY + "/cas/" + first, true);
        String service = decoded(browser.get("/sign-in/with/" + code).location(), "service");
        unreadable(browser.get(service.substring(service.indexOf("/sign-in")) + "&ticket=ST-1"), "an empty validation");
    }

    @Test
    void oneProviderTooManyIsToldAsThat() {
        String first = code;
        for (int more = 0; more <= 20; more++) {
            code = "f" + more + first;
            int here = more;
            if (rows("select count(*) from identity_provider") < 20) {
                trust(Protocol.CAS, LIARS.url() + "/cas/full" + here + first, false);
            } else {
                assertThat(org.assertj.core.api.Assertions.catchThrowable(
                                () -> trust(Protocol.CAS, LIARS.url() + "/cas/full" + here + first, false)))
                        .hasMessageContaining("identity-providers-full");
                break;
            }
        }
        assertThat(rows("select count(*) from identity_provider")).isEqualTo(20);
        database.sql("delete from identity_provider where code like 'f%' and code like :mine")
                .bind("mine", "%" + first)
                .then()
                .block();
    }

    private void unreadable(Browser.Page page, String answer) {
        database.sql("delete from identity_provider where code = :code")
                .bind("code", code)
                .then()
                .block();
        assertThat(page.status()).as(answer).isEqualTo(503);
        assertThat(page.text()).as(answer).contains("回答读不懂").doesNotContain("??");
    }

    @Test
    void aTicketOfCasIsGoodOnceAndForOneService(CapturedOutput log) {
        Actor school = people.atNewSchool(Role.PURCHASER);
        String cas = LIARS.url() + PlayedProviders.CAS;
        trust(Protocol.CAS, cas + "/" + code, true);
        String login = browser.get("/sign-in/with/" + code).location();
        String service = decoded(login, "service");
        assertThat(service).startsWith("http://127.0.0.1:" + port + "/sign-in/back/" + code + "?state=");

        LIARS.issue("ST-1-good", service, school.organizationPath());
        String answer = service.substring(service.indexOf("/sign-in")) + "&ticket=ST-1-good";
        assertThat(browser.get(answer).location()).isEqualTo("/");
        assertThat(browser.get("/account").text()).contains("沈知微", "教师");

        Browser again = new Browser(port);
        String next = decoded(again.get("/sign-in/with/" + code).location(), "service");
        assertThat(again.get(next.substring(next.indexOf("/sign-in")) + "&ticket=ST-1-good")
                        .text())
                .contains("已经用过或已失效");
        LIARS.issue("ST-2-other", service, school.organizationPath());
        next = decoded(again.get("/sign-in/with/" + code).location(), "service");
        assertThat(again.get(next.substring(next.indexOf("/sign-in")) + "&ticket=ST-2-other")
                        .text())
                .contains("为另一个地址签发");
        next = decoded(again.get("/sign-in/with/" + code).location(), "service");
        assertThat(again.get(next.substring(next.indexOf("/sign-in")) + "&ticket=%26x")
                        .text())
                .contains("回答不完整");
        next = decoded(again.get("/sign-in/with/" + code).location(), "service");
        assertThat(again.get(next.substring(next.indexOf("/sign-in")) + "&ticket=" + PlayedProviders.BOMB)
                        .text())
                .contains("读不懂");
        assertThat(log.getAll()).doesNotContain("ST-1-good", "ST-2-other");
    }

    @Test
    void aRoleWithMoneyIsNeverMappedAndAPrivateAddressIsNotCalled() {
        assertThat(org.assertj.core.api.Assertions.catchThrowable(
                        () -> new ClaimMapping("name", "org_code", "role", "head=PRINCIPAL")))
                .hasMessageContaining("mapping-role-too-strong");
    }

    private Browser.Page signIn(String subject, Map<String, Object> claims) {
        return signIn(callback(subject, claims, CLIENT, 300));
    }

    private Browser.Page signIn(DefaultOAuth2TokenCallback callback) {
        PROVIDER.enqueueCallback(callback);
        return browser.get(answerOf(browser.get("/sign-in/with/" + code).location()));
    }

    private DefaultOAuth2TokenCallback callback(
            String subject, Map<String, Object> claims, String audience, long life) {
        return new DefaultOAuth2TokenCallback(
                code.replaceFirst("^[qrs]*p", "p"), subject, "JWT", List.of(audience), claims, life);
    }

    /** Goes to the provider as the browser would; the answer is where it sends the browser back. */
    private static String answerOf(String there) {
        try {
            String back = HTTP.send(
                            HttpRequest.newBuilder(URI.create(there)).GET().build(), BodyHandlers.discarding())
                    .headers()
                    .firstValue("Location")
                    .orElseThrow(() -> new AssertionError("no way back from " + there));
            return back.substring(back.indexOf("/sign-in/back/"));
        } catch (java.io.IOException broken) {
            throw new java.io.UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }

    private void trust(Protocol protocol, String address, boolean makesPeople) {
        write.write(
                        new IdentityProvider(
                                Ids.next(),
                                0,
                                code,
                                "省身份平台",
                                protocol,
                                address,
                                protocol == Protocol.OIDC ? CLIENT : "",
                                true,
                                makesPeople,
                                new ClaimMapping("name", "org_code", "role", "teacher=TEACHER"),
                                null),
                        protocol == Protocol.OIDC ? "a secret of ours" : "",
                        new Actor(
                                operator.person(),
                                "运营",
                                operator.organizationId(),
                                operator.organizationPath(),
                                Set.of(Role.OPERATOR)))
                .block();
    }

    private Actor withPassword(Actor actor) {
        database.sql("update person set password_hash = :hash where id = :id")
                .bind(
                        "hash",
                        Objects.requireNonNull(
                                passwords.hash(PASSWORD, "somebody").block()))
                .bind("id", actor.person())
                .then()
                .block();
        return actor;
    }

    private long rows(String sql) {
        return Objects.requireNonNull(
                database.sql(sql).mapValue(Long.class).one().block());
    }

    private static String decoded(String address, String parameter) {
        String found = address.replaceFirst(".*[?&]" + parameter + "=", "").replaceFirst("&.*", "");
        return URLDecoder.decode(found, StandardCharsets.UTF_8);
    }
}
