package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** An installation without the demonstration is brought to a purchase that is paid and used, by the browser alone. */
class FirstRunBrowserTests extends BrowserWalk {

    private static final String PASSWORD = NewProvince.PASSWORD;

    @TempDir(cleanup = CleanupMode.NEVER)
    static Path temporary;

    private static RunningMarket empty;
    private static final NewProvince province = new NewProvince(FirstRunBrowserTests::here);

    @BeforeAll
    static void anEmptyInstallation() throws IOException {
        empty = RunningMarket.start(
                Files.createDirectory(temporary.resolve("empty")),
                RunningMarket.freePort(),
                Map.of(
                        "SPRING_PROFILES_ACTIVE",
                        "production",
                        "ZIYUAN_SECRETS_KEY_ENCRYPTION_KEY",
                        aKey(),
                        "ZIYUAN_LTI_ISSUER",
                        "https://market.example.edu.cn"));
    }

    private static LocalDate today() {
        return LocalDate.now(ZoneId.of("Asia/Shanghai"));
    }

    private static String aKey() {
        byte[] key = new byte[32];
        ThreadLocalRandom.current().nextBytes(key);
        return Base64.getEncoder().encodeToString(key);
    }

    @AfterAll
    static void stop() throws InterruptedException {
        empty.stop();
    }

    @Test
    void fromTheTokenToAPurchaseThatIsPaidAndUsed() throws Exception {
        Page operator = theFirstOperator();
        assertThat(operator.locator("#steps li")).hasCount(7);
        picture(operator, "first-run-steps");
        province.bringsTheTree(operator);
        Page counting =
                joined(invited(operator, NewProvince.COUNTY, "周股长", "zhou.gz", "COUNTY_BUREAU"), "平台运营 林主任", true);
        Page agreeing =
                joined(invited(operator, NewProvince.COUNTY, "吴局长", "wu.jz", "COUNTY_BUREAU"), "平台运营 林主任", true);
        Page vendor =
                joined(invited(operator, NewProvince.VENDOR, "许经理", "xu.jl", "VENDOR_MANAGER"), "平台运营 林主任", false);
        province.givesTheSchoolItsMoney(counting, agreeing, today().getYear());
        province.writesAListing(vendor);
        province.sets(operator, "DOCUMENT_WORD", "荔教");
        province.sets(operator, "ANNOUNCEMENT", "十二月十日前完成本年采购。");
        picture(operator, "first-run-settings");
        province.registersTheVendorsApp(operator);
        province.publishesWithIt(operator);

        String slip = invited(operator, "s-first", "陈校长", "chen.xz", "PRINCIPAL");
        picture(operator, "people-slip");
        Page principal = joined(slip, "平台运营 林主任", true);
        assertThat(principal.locator("body")).containsText("第一小学");
        refused(slip, "这份邀请已经用过了");

        given(principal, "s-first", "王采购", "wang.cg", "PURCHASER");
        assertThat(principal.locator("main")).containsText("已邀请，未加入");
        String accountants = invited(principal, "s-first", "李会计", "li.kj", "ACCOUNTANT");
        given(principal, "s-first", "赵出纳", "zhao.cn", "CASHIER");
        assertThat(principal.locator("main")).containsText("已邀请，未加入");
        Page accountant = joined(accountants, "第一小学 陈校长", true);
        accountant.navigate(here("/people"));
        assertThat(accountant.locator("body")).not().containsText("赵出纳");

        byAList(principal);
        Page purchaser = joined(slipOf(principal, "wang.cg"), "第一小学 陈校长", false);
        Page cashier = joined(slipOf(principal, "zhao.cn"), "第一小学 陈校长", true);
        Page teacher = joined(slipOf(principal, "wu.ls"), "第一小学 陈校长", false);
        principal.navigate(here("/people"));

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
        principal.setViewportSize(DESK, 900);
        bought(purchaser, accountant, principal, vendor, teacher, cashier);
        used(teacher);
        principal.navigate(here("/audit"));
        principal.locator("main a[href^='/audit?order=']").first().click();
        assertThat(principal.locator("#use")).containsText("吴老师（第一小学）");
        assertThat(principal.locator("#evidence")).containsText("许经理（");
        picture(principal, "first-run-trail");
        operator.navigate(here("/vocabulary"));
        assertThat(operator.locator("#subject")).containsText("道德与法治");
        province.addsToTheVocabulary(operator);
        picture(operator, "vocabulary");
        operator.navigate(here("/"));
        assertThat(operator.locator("#steps li")).hasCount(1);
        assertThat(operator.locator("#steps")).containsText("第二位运营人员");
        assertThat(operator.locator("#announcement")).containsText("十二月十日前");
        picture(operator, "first-run-home");
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
        province.setUpThePhone(page);
        return page;
    }

    private static void given(Page page, String place, String name, String login, String role) {
        page.navigate(here("/people/new?organization=" + place));
        page.locator("#field-displayName").fill(name);
        page.locator("#field-login").fill(login);
        page.locator("#field-role").selectOption(role);
        page.locator("main button.btn-primary").click();
    }

    private static void byAList(Page page) {
        list(page, "姓名,用户名,单位代码,角色\n吴老师,wu.ls,s-first,教师\n郑老师,zheng.ls,s-first,皇帝\n");
        assertThat(page.locator("main")).containsText("一行也不会写入");
        picture(page, "people-import");
        list(page, "姓名,用户名,单位代码,角色\n吴老师,wu.ls,s-first,教师\n郑老师,zheng.ls,s-first,教师\n");
        page.locator("details.danger summary").click();
        page.locator("details.danger button").click();
        assertThat(page.locator("#flash")).containsText("已全部写入");
        picture(page, "people-imported");
        page.navigate(here("/people"));
        page.locator("form[action='/people/slip'] button").click();
        assertThat(page.locator("[data-slip-code]")).hasCount(4);
        picture(page, "people-slips");
    }

    private static void list(Page page, String csv) {
        page.navigate(here("/intake/people"));
        NewProvince.chooses(page, "people.csv", csv);
        page.locator("form[enctype='multipart/form-data'] button[type=submit]").click();
    }

    /** @return the code on the slip */
    private static String invited(Page page, String place, String name, String login, String role) {
        given(page, place, name, login, role);
        assertThat(page.locator("main")).containsText("已邀请，未加入");
        page.getByText("取邀请单").click();
        return page.locator("[data-slip-code]").innerText();
    }

    private static String slipOf(Page slips, String login) {
        return slips.locator("section.panel", new Page.LocatorOptions().setHasText(login))
                .locator("[data-slip-code]")
                .innerText();
    }

    /** @param proved whether somebody with his role has to prove himself twice */
    private static Page joined(String code, String inviter, boolean proved) {
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
        if (proved) {
            province.setUpThePhone(page);
        }
        assertThat(page.url()).startsWith(here("/")).doesNotContain("sign-in");
        return page;
    }

    private static void bought(
            Page purchaser, Page accountant, Page principal, Page vendor, Page teacher, Page cashier) {
        reloadUntil(purchaser, here("/search?q=口算"), "口算小能手");
        purchaser.locator("main a[href^='/listings/']").first().click();
        purchaser.locator("form[action='/requisitions/start'] button").first().click();
        purchaser.locator("[name=purpose]").fill("每日口算");
        purchaser.locator("input[name=budgetLine]").first().check();
        purchaser.getByText("用选中的指标").click();
        purchaser.getByText("提交采购申请").click();
        String requisition = purchaser.url().replaceAll("[?#].*", "");
        agrees(accountant);
        agrees(principal);
        reloadUntil(purchaser, requisition, "看订单");
        purchaser.locator("a", new Page.LocatorOptions().setHasText("看订单")).click();
        String order = purchaser.url().replaceAll("[?#].*", "");

        vendor.navigate(order.replace("/orders/", "/vendor/orders/"));
        vendor.getByText("确认接单").click();
        teacher.navigate(order);
        teacher.getByText("验收合格").last().click();
        vendor.reload();
        vendor.locator("[name=number]").fill("26442000000000000001");
        vendor.locator("[name=issuedOn]").fill(today().toString());
        vendor.getByText("登记并核对").click();
        assertThat(vendor.locator("body")).containsText("核对一致");

        cashier.navigate(order);
        assertThat(cashier.locator("#pay input[name=channel]")).hasCount(1);
        cashier.locator("#pay button[type=submit]").click();
        cashier.locator("[name=receipt]").fill("BK-2026-0001");
        cashier.getByText("登记回单，确认已付").click();
        assertThat(cashier.locator("body")).containsText("支出已记账");
        assertThat(cashier.locator("h1")).containsText("荔教采订〔");
        assertThat(cashier.locator("main")).containsText("许经理（");
        assertThat(cashier.locator("main")).containsText("赵出纳（第一小学）");
        picture(cashier, "first-run-paid");
    }

    private static void agrees(Page page) {
        reloadUntil(page, here("/inbox"), "每日口算");
        page.locator("main .tasks a").first().click();
        page.locator("button[value=APPROVE]").first().click();
    }

    private static void used(Page teacher) {
        VendorsOwnApp.stands(teacher.context(), FirstRunBrowserTests::here);
        teacher.navigate(here("/library"));
        teacher.locator("form[action='/lti/launches'] button").first().click();
        teacher.waitForURL(VendorsOwnApp.LAUNCH);
        assertThat(teacher.locator("h1")).containsText("您好");
        assertThat(teacher.locator("#claims")).containsText("https://market.example.edu.cn");
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
