package org.ziyuan.storefront.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.TestPeople;

@SpringBootTest(classes = AccessOnly.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
@ActiveProfiles("demo")
class DemoRolePickerTests {

    @Autowired
    DatabaseClient database;

    @LocalServerPort
    int port;

    Browser browser;
    Actor purchaser;

    @BeforeEach
    void prepare() {
        browser = new Browser(port);
        purchaser = new TestPeople(database).atNewSchool(Role.PURCHASER, Role.PUPIL);
        execute("update person set demo = true where id = '" + purchaser.person() + "'");
        execute("update organization set demo = true where id = '" + purchaser.organizationId() + "'");
    }

    @Test
    void oneClickSignsInAndOneClickSignsOut() {
        assertThat(browser.get("/demo?school=" + purchaser.organizationPath()).text())
                .contains(purchaser.displayName(), "采购员")
                .doesNotContain("??");

        assertThat(browser.submit(
                                "/demo/sign-in",
                                Map.of("person", purchaser.person().toString()))
                        .location())
                .isEqualTo("/");
        assertThat(browser.get("/account").text())
                .contains(purchaser.displayName(), "就是这里")
                .doesNotContain("??");
        assertThat(browser.submit("/sign-out", Map.of()).location()).isEqualTo("/");
        assertThat(browser.get("/account").location()).isEqualTo("/sign-in?from=%2Faccount");
    }

    @Test
    void whoIsNoInventedPersonCannotBeEntered() {
        Actor real = new TestPeople(database).atNewSchool(Role.PRINCIPAL);
        var unused = browser.get("/demo");

        assertThat(browser.submit(
                                "/demo/sign-in", Map.of("person", real.person().toString()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void aNameThatOnlyPointsHereFindsNoDoor() throws Exception {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream()
                    .write("GET /demo HTTP/1.1\r\nHost: elsewhere.example\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));

            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 404");
        }
    }

    @Test
    void aFormWithoutTheTokenIsAskedToReload() {
        var unused = browser.get("/demo");

        Browser.Page refused = browser.submit(
                "/demo/sign-in", Map.of("person", purchaser.person().toString(), "_csrf", "forged"));

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.text()).contains("页面已经过期");
    }

    @Test
    void aVisitorWhoOnlyReadsLeavesNoSessionBehind() {
        long before = sessions();

        assertThat(browser.get("/sign-in").status()).isEqualTo(200);

        assertThat(sessions()).isEqualTo(before);
    }

    @Test
    void signingInWithAWrongPasswordShowsTheFormAgainWithWhatWasTyped() {
        var unused = browser.get("/sign-in?from=/account");

        Browser.Page refused = browser.submit(
                "/sign-in", Map.of("login", "nobody-here", "password", "not-this-one", "from", "//evil"));

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.text())
                .contains("用户名或密码不对", "value=\"nobody-here\"", "name=\"from\" value=\"/\"")
                .doesNotContain("not-this-one");
    }

    @Test
    void aPageNobodyDeclaredIsNotFoundInWordsAndOthersAreAskedForInTheirLanguage() {
        assertThat(browser.get("/nowhere").status()).isEqualTo(404);
        assertThat(browser.get("/nowhere").text()).contains("没有这个页面");
        assertThat(browser.get("/nowhere?lang=en").text()).contains("There is no such page");
        assertThat(browser.get("/setup").status()).isEqualTo(404);
        assertThat(browser.page(browser.request("/sign-in")
                                .header("Origin", "https://evil.example")
                                .POST(BodyPublishers.noBody())
                                .build())
                        .text())
                .contains("来自别的网站");
    }

    @Test
    void everyAnswerCarriesTheHeaders() {
        Browser.Page page = browser.get("/sign-in");

        assertThat(page.header("Content-Security-Policy"))
                .contains("script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("Referrer-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Cross-Origin-Resource-Policy")).isEqualTo("same-origin");
        assertThat(page.header("Permissions-Policy")).contains("camera=()");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Strict-Transport-Security")).isEmpty();
    }

    private void execute(String sql) {
        database.sql(sql).then().block();
    }

    private long sessions() {
        return Objects.requireNonNull(database.sql("select count(*) from web_session")
                .mapValue(Long.class)
                .one()
                .block());
    }
}
