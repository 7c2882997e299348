package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** An installation without the demonstration is brought to a school with its people, by the browser alone. */
class FirstRunBrowserTests extends BrowserWalk {

    private static final String PASSWORD = "一句只有我知道的长话 7";

    @TempDir(cleanup = CleanupMode.NEVER)
    static Path temporary;

    private static RunningMarket empty;

    @BeforeAll
    static void anEmptyInstallation() throws IOException {
        empty = RunningMarket.start(
                Files.createDirectory(temporary.resolve("empty")),
                RunningMarket.freePort(),
                // The second factor has walks of its own; here people come in by slip and password.
                Map.of(
                        "SPRING_PROFILES_ACTIVE",
                        "bare",
                        "ZIYUAN_SESSION_SECURE",
                        "false",
                        "ZIYUAN_SECOND_FACTOR_DEMANDED",
                        "false"));
    }

    @AfterAll
    static void stop() throws InterruptedException {
        empty.stop();
    }

    @Test
    void fromTheTokenToASchoolWithItsPeople() throws Exception {
        Page operator = theFirstOperator();
        aCountyWithASchool();

        String slip = invited(operator, "s-first", "陈校长", "chen.xz", "PRINCIPAL");
        picture(operator, "people-slip");
        Page principal = joined(slip, "平台运营 林主任");
        assertThat(principal.locator("body")).containsText("第一小学");
        refused(slip, "这份邀请已经用过了");

        given(principal, "s-first", "王采购", "wang.cg", "PURCHASER");
        assertThat(principal.locator("main")).containsText("已邀请，未加入");
        String accountants = invited(principal, "s-first", "李会计", "li.kj", "ACCOUNTANT");
        given(principal, "s-first", "赵出纳", "zhao.cn", "CASHIER");
        assertThat(principal.locator("main")).containsText("已邀请，未加入");
        Page accountant = joined(accountants, "第一小学 陈校长");
        accountant.navigate(here("/people"));
        assertThat(accountant.locator("body")).not().containsText("赵出纳");

        byAList(principal);

        given(principal, "s-first", "李会计", "li.kj", "CASHIER");
        assertThat(principal.locator("main")).containsText("会计法");
        assertThat(principal.locator("#field-login")).hasValue("li.kj");
        given(principal, "s-first", "另一个人", "li.kj", "TEACHER");
        assertThat(principal.locator("main")).containsText("这个用户名已经有人用了");
        picture(principal, "people-refused");

        principal.navigate(here("/audit/entries?kind=person"));
        assertThat(principal.locator("tbody")).containsText("授予角色");
        assertThat(principal.locator("tbody")).containsText("李会计（第一小学）");
        principal.navigate(here("/people"));
        assertThat(principal.locator("tbody tr")).hasCount(6);
        assertThat(principal.locator("tbody")).containsText("已邀请，未加入");
        picture(principal, "people-list");
        principal.setViewportSize(PHONE, 800);
        picture(principal, "people-list-phone");
        operator.navigate(here("/people?find=li.kj"));
        operator.locator("tbody a").first().click();
        operator.locator("summary", new Page.LocatorOptions().setHasText("停用账号"))
                .click();
        operator.locator("form[action$='/suspend'] [name=reason]").fill("离职");
        operator.getByText("确认停用").click();
        assertThat(operator.locator("body")).containsText("账号已停用");
        picture(operator, "people-person");
        accountant.reload();
        assertThat(accountant.locator("body")).containsText("登录");
    }

    private Page theFirstOperator() throws IOException {
        Page page = windowOf(DESK, true);
        page.navigate(here("/setup"));
        page.locator("[name=token]")
                .fill(Files.readString(empty.folder().resolve("secrets/setup-token"))
                        .strip());
        page.locator("[name=login]").fill("boss");
        page.locator("[name=name]").fill("林主任");
        page.locator("[name=password]").fill(PASSWORD);
        page.locator("[name=again]").fill(PASSWORD);
        page.locator("main button[type=submit]").click();
        page.locator("[name=login]").fill("boss");
        page.locator("[name=password]").fill(PASSWORD);
        page.locator("main button[type=submit]").click();
        return page;
    }

    /** Until organizations have pages of their own. */
    private static void aCountyWithASchool() throws IOException, SQLException {
        Properties passwords = new Properties();
        try (Reader file = Files.newBufferedReader(empty.folder().resolve("secrets/database.properties"))) {
            passwords.load(file);
        }
        String address = TwoNodesTests.sharing(empty).get("SPRING_DATASOURCE_URL");
        try (Connection connection =
                        DriverManager.getConnection(address, "market_owner", passwords.getProperty("market_owner"));
                Statement sql = connection.createStatement()) {
            sql.execute("""
                    set search_path = market;
                    insert into organization (id, kind, tier, code, name, path)
                    values ('0192f000-0000-7000-8000-000000000001', 'bureau', 'county', 'c-first', '第一县教育局', 'c-first');
                    insert into organization (id, kind, tier, code, name, path, parent_id)
                    values ('0192f000-0000-7000-8000-000000000002', 'school', 'school', 's-first', '第一小学', 'c-first.s-first',
                            '0192f000-0000-7000-8000-000000000001')
                    """);
        }
    }

    private static void given(Page page, String place, String name, String login, String role) {
        page.navigate(here("/people/new?organization=" + place));
        page.locator("#field-displayName").fill(name);
        page.locator("#field-login").fill(login);
        page.locator("#field-role").selectOption(role);
        page.locator("main button.btn-primary").click();
    }

    private static void byAList(Page page) {
        page.navigate(here("/people/import"));
        list(page, "姓名,用户名,单位代码,角色\n吴老师,wu.ls,s-first,教师\n郑老师,zheng.ls,s-first,皇帝\n");
        page.locator("button[value=try]").click();
        assertThat(page.locator("main")).containsText("一行也不会写入");
        picture(page, "people-import");
        list(page, "姓名,用户名,单位代码,角色\n吴老师,wu.ls,s-first,教师\n郑老师,zheng.ls,s-first,教师\n");
        page.locator("button[value=write]").click();
        assertThat(page.locator("body")).containsText("名单已写入");
        page.navigate(here("/people/import"));
        page.locator("form[action='/people/slip'] button").click();
        assertThat(page.locator("[data-slip-code]")).hasCount(4);
        picture(page, "people-slips");
    }

    private static void list(Page page, String csv) {
        page.locator("#field-file")
                .setInputFiles(new FilePayload("people.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
    }

    /** @return the code on the slip */
    private static String invited(Page page, String place, String name, String login, String role) {
        given(page, place, name, login, role);
        assertThat(page.locator("main")).containsText("已邀请，未加入");
        page.getByText("取邀请单").click();
        return page.locator("[data-slip-code]").innerText();
    }

    private static Page joined(String code, String inviter) {
        Page page = windowOf(DESK, true);
        page.navigate(here("/join"));
        page.locator("#field-invitationCode").fill(code.toLowerCase(Locale.ROOT));
        page.locator("main button[type=submit]").click();
        assertThat(page.locator("main")).containsText(inviter);
        page.locator("[name=password]").fill(PASSWORD);
        page.locator("[name=again]").fill("something else");
        page.locator("main button[type=submit]").click();
        assertThat(page.locator("main")).containsText("两次");
        page.locator("[name=password]").fill(PASSWORD);
        page.locator("[name=again]").fill(PASSWORD);
        picture(page, "people-join");
        page.locator("main button[type=submit]").click();
        assertThat(page.url()).isEqualTo(here("/"));
        return page;
    }

    private static void refused(String code, String sentence) {
        Page page = windowOf(DESK, true);
        page.navigate(here("/join?invitationCode=" + code));
        assertThat(page.locator("main")).containsText(sentence);
    }

    private static String here(String path) {
        return empty.at(path).toString();
    }
}
