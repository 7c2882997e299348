package org.ziyuan.storefront.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.ziyuan.marketplace.factor.Phone;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Passwords;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.test.TestPeople;

/** An installation without the demonstration: whoever handles money proves himself twice. */
@SpringBootTest(
        classes = AccessOnly.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {
            "ziyuan.session.secure=false",
            "logging.level.org.ziyuan=DEBUG",
            "ziyuan.session.remembered=0",
            "ziyuan.secrets.key-encryption-key=" + MarketplaceTest.KEY_ENCRYPTION_KEY
        })
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
@ExtendWith(OutputCaptureExtension.class)
class SecondStepTests {

    private static final String PASSWORD = "一句只有我知道的长话 7";
    private static final Pattern SECRET = Pattern.compile("<code class=\"secret\">([A-Z2-7]{32})</code>");
    private static final Pattern CODE = Pattern.compile("<code>([A-Z2-7-]{19})</code>");

    @TempDir
    static Path folder;

    @Autowired
    DatabaseClient database;

    @Autowired
    Passwords passwords;

    @LocalServerPort
    int port;

    TestPeople people;
    Browser browser;
    Actor accountant;

    @DynamicPropertySource
    static void ownFolder(DynamicPropertyRegistry registry) {
        registry.add("ziyuan.data-dir", folder::toString);
    }

    @BeforeEach
    void prepare() {
        people = new TestPeople(database);
        browser = new Browser(port);
        accountant = withPassword(people.atNewSchool(Role.ACCOUNTANT));
    }

    @Test
    void whoHandlesMoneyIsLedToSetItUpAndDoesNothingElseBefore(CapturedOutput log) {
        assertThat(firstStep(browser, accountant).location()).isEqualTo("/sign-in/second-factor?from=%2F");
        assertThat(browser.get("/account").location()).isEqualTo("/sign-in?from=%2Faccount");
        assertThat(browser.get("/sign-in/second-step").status()).isEqualTo(200);

        Browser.Page setup = browser.get("/sign-in/second-factor?from=%2Faccount");
        assertThat(setup.text()).contains("设置第二步验证", "<path d=\"M").doesNotContain("??");
        Phone phone = new Phone(only(SECRET, setup.text()));
        Browser.Page wrong = browser.submit("/sign-in/second-factor", code("000000"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(only(SECRET, wrong.text())).isEqualTo(only(SECRET, setup.text()));

        String typed = phone.code();
        Browser.Page done = browser.submit("/sign-in/second-factor", code(typed));
        List<String> onPaper = all(CODE, done.text());
        assertThat(onPaper).hasSize(10);
        assertThat(browser.get("/account").text()).contains("密码", "验证器", "已启用").doesNotContain("??");
        assertThat(log.getAll())
                .doesNotContain(PASSWORD, only(SECRET, setup.text()), onPaper.get(0), browser.cookies())
                .doesNotContain(onPaper.get(0).replace("-", ""));
    }

    @Test
    void theSecondTimeACodeIsAskedAndEachIsGoodOnce() {
        Phone phone = setUp();

        Browser again = new Browser(port);
        assertThat(firstStep(again, accountant).location()).isEqualTo("/sign-in/second-step?from=%2F");
        assertThat(again.get("/sign-in/second-factor").location()).startsWith("/sign-in/second-step");
        var unused = again.get("/sign-in/second-step");
        Browser.Page wrong = again.submit("/sign-in/second-step", code("1234567"));
        assertThat(wrong.status()).isEqualTo(401);
        assertThat(wrong.text()).contains("验证码不对").doesNotContain("1234567");
        String next = phone.code(1);
        assertThat(again.submit("/sign-in/second-step", code(next)).location()).isEqualTo("/");
        assertThat(again.get("/account").text()).contains("第二步没有通过");

        Browser thief = new Browser(port);
        assertThat(firstStep(thief, accountant).location()).startsWith("/sign-in/second-step");
        unused = thief.get("/sign-in/second-step");
        assertThat(thief.submit("/sign-in/second-step", code(next)).status()).isEqualTo(401);
    }

    @Test
    void withoutAFirstStepThereIsNoSecond() {
        assertThat(browser.get("/sign-in/second-factor").location()).isEqualTo("/sign-in");
        var unused = browser.get("/sign-in/second-step");
        assertThat(browser.submit("/sign-in/second-step", code("123456")).location())
                .startsWith("/sign-in");
    }

    @Test
    void aRoleThatIsGivenLaterActsInNoSessionWithoutASecondStep() {
        Actor teacher = withPassword(people.atNewSchool(Role.TEACHER));
        assertThat(firstStep(browser, teacher).location()).isEqualTo("/");
        assertThat(browser.get("/account").status()).isEqualTo(200);

        var promoted =
                people.employ(teacher.person(), teacher.organizationId(), teacher.organizationPath(), Role.PRINCIPAL);

        assertThat(browser.get("/account").location()).isEqualTo("/sign-in?from=%2Faccount");
        assertThat(firstStep(browser, promoted).location()).startsWith("/sign-in/second-factor");
    }

    @Test
    void anotherPhoneIsTakenIntoUseOnlyByACodeOfTheOneBefore() {
        Phone phone = setUp();
        Browser.Page page = browser.get("/account/second-factor");
        assertThat(page.text()).contains("换一部手机").doesNotContain("停用第二步验证", "??");
        Phone other = new Phone(only(SECRET, page.text()));

        assertThat(browser.submit(
                                "/account/second-factor", Map.of("oneTimeCode", other.code(), "presentCode", "000000"))
                        .status())
                .isEqualTo(401);
        Browser.Page done = browser.submit(
                "/account/second-factor", Map.of("oneTimeCode", other.code(), "presentCode", phone.code(1)));

        assertThat(all(CODE, done.text())).hasSize(10);
        assertThat(browser.get("/account").status()).isEqualTo(200);
    }

    private Phone setUp() {
        assertThat(firstStep(browser, accountant).location()).startsWith("/sign-in/second-factor");
        Phone phone =
                new Phone(only(SECRET, browser.get("/sign-in/second-factor").text()));
        assertThat(browser.submit("/sign-in/second-factor", code(phone.code())).status())
                .isEqualTo(200);
        return phone;
    }

    private Browser.Page firstStep(Browser visitor, Actor actor) {
        var unused = visitor.get("/sign-in");
        return visitor.submit("/sign-in", Map.of("login", TestPeople.loginOf(actor.person()), "password", PASSWORD));
    }

    private static Map<String, String> code(String code) {
        return Map.of("oneTimeCode", code, "from", "/");
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

    private static String only(Pattern pattern, String text) {
        return all(pattern, text).get(0);
    }

    private static List<String> all(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.results().map(one -> one.group(1)).toList();
    }
}
