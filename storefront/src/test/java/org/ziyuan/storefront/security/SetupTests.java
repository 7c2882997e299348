package org.ziyuan.storefront.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.ziyuan.marketplace.test.TestDatabase;

/** An installation of its own, without the demonstration and without anybody in it. */
@SpringBootTest(
        classes = AccessOnly.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"ziyuan.session.secure=false", "ziyuan.second-factor.demanded=false"})
@DirtiesContext
class SetupTests {

    private static final String PASSWORD = "一句只有我知道的长话 7";

    @TempDir
    static Path folder;

    @Autowired
    SetupToken token;

    @LocalServerPort
    int port;

    @DynamicPropertySource
    static void emptyInstallation(DynamicPropertyRegistry registry) {
        TestDatabase.another().properties().forEach((key, value) -> registry.add(key, () -> value));
        registry.add("ziyuan.data-dir", folder::toString);
    }

    @Test
    void theTokenThatTheStartPrintedMakesTheFirstOperatorOnce() throws IOException {
        Browser browser = new Browser(port);
        Path file = folder.resolve("secrets/setup-token");

        String printed = token.instruction();
        String secret = Files.readString(file).strip();
        assertThat(printed).contains("/setup", secret);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(token.instruction()).contains(file.toString()).doesNotContain(secret);

        assertThat(browser.get("/setup").text()).contains("首次设置").doesNotContain("??");
        assertThat(browser.submit("/setup", form("WRONG", "boss", PASSWORD)).text())
                .contains("设置令牌不对");
        assertThat(browser.submit("/setup", form(secret, "boss", "password1234"))
                        .text())
                .contains("这个密码太常见");
        assertThat(browser.submit("/setup", form(secret, "boss", "short")).text())
                .contains("密码至少 12 个字符");
        assertThat(browser.submit("/setup", form(secret, "boss", PASSWORD)).location())
                .isEqualTo("/sign-in");

        assertThat(browser.get("/sign-in").text()).contains("平台运营账号已建立");
        assertThat(browser.submit("/sign-in", Map.of("login", "boss", "password", PASSWORD))
                        .location())
                .isEqualTo("/");
        assertThat(browser.get("/account").text()).contains("平台运营");
        assertThat(browser.get("/setup").status()).isEqualTo(404);
        assertThat(browser.get("/demo").status()).isEqualTo(404);
        assertThat(token.instruction()).doesNotContain("/setup");
    }

    private static Map<String, String> form(String token, String login, String password) {
        return Map.of("token", token, "login", login, "name", "林主任", "password", password, "again", password);
    }
}
