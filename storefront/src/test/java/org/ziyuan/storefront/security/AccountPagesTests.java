package org.ziyuan.storefront.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
import org.ziyuan.marketplace.identity.Passwords;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.TestPeople;

@SpringBootTest(classes = AccessOnly.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
@ActiveProfiles("demo")
class AccountPagesTests {

    private static final String PASSWORD = "一个够长的密码 2026 正好";
    private static final Pattern SIGN_IN = Pattern.compile("name=\"id\" value=\"([^\"]+)\"");

    @Autowired
    DatabaseClient database;

    @Autowired
    Passwords passwords;

    @LocalServerPort
    int port;

    Actor accountant;

    @BeforeEach
    void prepare() {
        accountant = new TestPeople(database).atNewSchool(Role.ACCOUNTANT);
        database.sql("update person set password_hash = :hash where id = :id")
                .bind(
                        "hash",
                        Objects.requireNonNull(
                                passwords.hash(PASSWORD, "somebody").block()))
                .bind("id", accountant.person())
                .then()
                .block();
    }

    @Test
    void oneOfMySessionsIsEndedAndTheOthersGoOn() {
        Browser office = signedIn();
        Browser home = signedIn();
        Browser phone = signedIn();

        String page = home.get("/account").text();
        assertThat(page).contains("就是这里", "127.0.*.*", "退出其他所有地方").doesNotContain("??", "127.0.0.1<");
        Matcher others = SIGN_IN.matcher(page);
        assertThat(others.find()).isTrue();
        assertThat(home.submit("/account/sessions/end", Map.of("id", others.group(1)))
                        .location())
                .isEqualTo("/account");

        assertThat(home.get("/account").text()).contains("那一处的登录已退出");
        assertThat(office.get("/account").status() + phone.get("/account").status())
                .isEqualTo(200 + 303);
    }

    @Test
    void aSessionOfSomebodyElseIsNotEnded() {
        Browser mine = signedIn();
        var before = mine.get("/account");
        UUID signIn = database.sql("select id from sign_in where person_id = :person order by at desc limit 1")
                .bind("person", accountant.person())
                .mapValue(UUID.class)
                .one()
                .block();
        prepare();
        Browser stranger = signedIn();
        assertThat(stranger.get("/account").status()).isEqualTo(200);

        var unused = stranger.submit(
                "/account/sessions/end",
                Map.of("id", Objects.requireNonNull(signIn).toString()));

        assertThat(mine.get("/account").status()).isEqualTo(before.status()).isEqualTo(200);
    }

    @Test
    void theHistoryTellsWhoCameInAndWhoWasRefused() {
        Browser guesser = new Browser(port);
        var unused = guesser.get("/sign-in");
        assertThat(guesser.submit("/sign-in", Map.of("login", login(), "password", "not this password"))
                        .status())
                .isEqualTo(401);

        assertThat(signedIn().get("/account").text())
                .contains("登录记录", "密码不对", "badge-tone good", "badge-tone bad")
                .doesNotContain("??");
    }

    private Browser signedIn() {
        Browser browser = new Browser(port);
        var unused = browser.get("/sign-in");
        assertThat(browser.submit("/sign-in", Map.of("login", login(), "password", PASSWORD))
                        .location())
                .isEqualTo("/");
        return browser;
    }

    private String login() {
        return TestPeople.loginOf(accountant.person());
    }
}
