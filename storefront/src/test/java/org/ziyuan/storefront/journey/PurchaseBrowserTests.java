package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.transaction.Ids;

/** The same story by hand: every role clicks through it in headless Chromium. Pictures lie in target/screenshots. */
class PurchaseBrowserTests extends BrowserWalk {

    private static final String VENDOR = "岭南数字教材出版发行中心";

    @Test
    void aPurchaseIsMadeByClickingAloneFromSearchToLaunch() {
        Page purchaser = signedIn(SCHOOL, "采购员", 1440);
        purchaser.locator("#top-q").fill("三年级数学人教版");
        purchaser.locator("#top-q").press("Enter");
        picture(purchaser, "1-search");
        purchaser
                .locator("main a[href^='/listings/']:has-text('数学三年级下册')")
                .first()
                .click();
        picture(purchaser, "2-listing");
        purchaser.locator("form[action='/requisitions/start'] button").first().click();
        purchaser.locator("[name=purpose]").fill("三年级晨读");
        purchaser.locator("input[name=budgetLine]").first().check();
        purchaser.getByText("用选中的指标").click();
        assertThat(purchaser.locator("[name=purpose]")).hasValue("三年级晨读");
        assertThat(purchaser.locator("input[name=budgetLine]").first()).isChecked();
        picture(purchaser, "3-requisition");
        purchaser.getByText("提交采购申请").click();
        assertThat(purchaser.locator("body")).containsText("经费已预占");
        String requisition = purchaser.url();

        approve(signedIn(SCHOOL, "会计", 1440), "4-accountant");
        approve(signedIn(SCHOOL, "校长", 1440), "5-principal");
        reloadUntil(purchaser, requisition, "看订单");
        purchaser.locator("a[href$='/process']").first().click();
        picture(purchaser, "6-process");
        purchaser.navigate(requisition);
        purchaser.locator("a", new Page.LocatorOptions().setHasText("看订单")).click();
        String order = purchaser.url();

        Page vendor = signedIn(VENDOR, "供应商经理", 1440);
        vendor.navigate(market.at("/vendor/orders?state=ISSUED").toString());
        vendor.locator("tr", new Page.LocatorOptions().setHasText(SCHOOL))
                .first()
                .locator("a")
                .first()
                .click();
        vendor.getByText("确认接单").click();
        assertThat(vendor.locator("body")).containsText("授权已生效");
        String vendorsOrder = vendor.url();

        Page teacher = signedIn(SCHOOL, "教师", 1440);
        String toDo = "#waiting a[href='" + order.substring(order.indexOf("/orders/")) + "']";
        assertThat(purchaser(SCHOOL).locator(toDo)).hasCount(0);
        assertThat(teacher.locator(toDo)).containsText("待验收");
        teacher.navigate(order);
        picture(teacher, "7-acceptance");
        teacher.getByText("验收合格").last().click();
        vendor.navigate(vendorsOrder);
        vendor.locator("[name=number]").fill("26442000000000000001");
        vendor.locator("[name=issuedOn]").fill("2026-11-21");
        vendor.getByText("登记并核对").click();
        assertThat(vendor.locator("body")).containsText("核对一致");

        Page approver = signedIn(SCHOOL, "会计", 1440);
        assertThat(approver.locator("#waiting")).isVisible();
        assertThat(approver.locator(toDo)).hasCount(0);
        approver.navigate(market.at("/invoices").toString());
        assertThat(approver.locator("main")).containsText("由出纳付款");
        approver.navigate(order);
        assertThat(approver.locator("#pay form")).hasCount(0);
        assertThat(approver.locator("#pay")).containsText("等出纳付款");
        Page cashier = signedInAs(SCHOOL, "s0057.cashier", 1440);
        assertThat(cashier.locator(toDo)).containsText("待付款");
        cashier.navigate(order);
        cashier.locator("input[name=channel][value=TREASURY]").check();
        cashier.locator("#pay button[type=submit]").click();
        cashier.locator("[name=receipt]").fill("BK-2026-0001");
        cashier.getByText("登记回单，确认已付").click();
        assertThat(cashier.locator("body")).containsText("支出已记账");
        picture(cashier, "8-paid");

        teacher.navigate(market.at("/library").toString());
        picture(teacher, "9-library");
        teacher.locator("form[action='/lti/launches'] button").first().click();
        assertThat(teacher.locator("h1")).containsText("您好");
        picture(teacher, "10-app");

        Page auditor = signedIn("荔湾区教育局", "审计人员", 1440);
        auditor.navigate(market.at("/audit?order=" + order.substring(order.lastIndexOf('/') + 1))
                .toString());
        assertThat(auditor.locator("main")).containsText("支出记账");
        assertThat(auditor.locator("#use")).containsText("数学三年级下册");
        picture(auditor, "11-audit");

        String number = auditor.locator("h1").innerText();
        auditor.navigate(market.at("/audit/entries").toString());
        auditor.locator("#audit-number").fill(number);
        auditor.locator("form.filters button").click();
        assertThat(auditor.locator("tbody")).containsText("供应商确认接单");
        assertThat(auditor.locator("tbody")).containsText(VENDOR);
        assertThat(auditor.locator("tbody")).containsText("起草采购申请");
        picture(auditor, "11-entries");
        auditor.locator("#audit-number").fill("");
        auditor.locator("#list-find").fill(SCHOOL);
        auditor.locator("#audit-kind").selectOption("purchase-order");
        auditor.locator("form.filters button").click();
        assertThat(auditor.locator("tbody")).containsText("验收合格");
        assertThat(auditor.locator("tbody")).not().containsText("起草采购申请");
        auditor.locator("#list-until").fill("2020-01-01");
        auditor.locator("form.filters button").click();
        assertThat(auditor.locator("main")).containsText("没有找到符合条件的记录");
        auditor.locator("details.person summary").click();
        auditor.locator("details.person a[href='/account']").click();
        assertThat(auditor.locator("h1")).containsText("我的账号");
    }

    @Test
    void aRefusedFormSaysWhyBesideTheFieldAndReleasesWithFigures() {
        Page purchaser = signedIn(SCHOOL, "采购员", 1440);
        String requisition = submitted(purchaser, "3");
        approve(signedIn(SCHOOL, "会计", 1440), "20-accountant");
        approve(signedIn(SCHOOL, "校长", 1440), "21-principal");
        reloadUntil(purchaser, requisition, "看订单");
        purchaser.locator("a", new Page.LocatorOptions().setHasText("看订单")).click();

        Page vendor = signedIn(VENDOR, "供应商经理", 1440);
        vendor.navigate(purchaser.url().replace("/orders/", "/vendor/orders/"));
        decline(vendor);
        assertThat(vendor.locator("#error-summary")).containsText("请写明原因");
        assertThat(vendor.locator("#field-reason")).hasAttribute("aria-invalid", "true");
        vendor.locator("#error-summary a").click();
        assertThat(vendor.locator("#field-reason")).isFocused();
        vendor.locator("#field-reason").fill("本版即将修订");
        decline(vendor);
        assertThat(vendor.locator("body")).containsText("¥25.50 已退回学校的可用指标");

        purchaser.reload();
        assertThat(purchaser.locator(".refusal")).containsText("本版即将修订");
        assertThat(purchaser.locator(".refusal")).containsText("¥25.50 已从“已承诺”退回“可用”");
        picture(purchaser, "22-declined");
        assertThat(purchaser.locator("#licences")).containsText("已收回");
    }

    @Test
    void whatThePrincipalRejectsIsAvailableAgainAndTheReasonIsNotTypedTwice() {
        Page purchaser = signedIn(SCHOOL, "采购员", 1440);
        String requisition = submitted(purchaser, "4");
        approve(signedIn(SCHOOL, "会计", 1440), "23-accountant");
        Page principal = signedIn(SCHOOL, "校长", 1440);
        openLastTask(principal);

        assertThat(principal.locator(".outcomes").first()).containsText("¥34.00 从“已预占”转为“已承诺”");
        principal.locator("button[value=REJECT]").first().click();
        assertThat(principal.locator("#error-summary")).containsText("驳回时请写明理由");
        principal.locator("textarea[name=comment]").first().fill("本学期已有纸质教材");
        principal.locator("button[value=REJECT]").first().click();
        assertThat(principal.locator("body")).containsText("¥34.00 已退回可用指标");

        reloadUntil(purchaser, requisition, "已驳回");
        assertThat(purchaser.locator(".refusal")).containsText("本学期已有纸质教材");
        picture(purchaser, "24-rejected");

        purchaser.navigate(market.at("/inbox/notices").toString());
        assertThat(purchaser.locator(".tasks")).containsText("被驳回，经费已释放");
        picture(purchaser, "24-notices");
        purchaser.locator("form[action$='/notices/seen'] button").click();
        assertThat(purchaser.locator(".tasks .waiting")).hasCount(0);
        purchaser.navigate(market.at("/").toString());
        assertThat(purchaser.locator("#came-back")).containsText("本学期已有纸质教材");
        picture(purchaser, "24-home");
        purchaser.navigate(requisition);
        purchaser.locator("form[action$='/copy'] button").click();
        assertThat(purchaser.locator("body")).containsText("已抄成新的草稿");
        assertThat(purchaser.locator("main")).containsText("数学三年级下册");
        String copy = purchaser.url();
        purchaser.navigate(requisition);
        purchaser.locator("form[action$='/copy'] button").click();
        org.assertj.core.api.Assertions.assertThat(purchaser.url()).isEqualTo(copy);
    }

    private Page purchaser(String school) {
        return signedIn(school, "采购员", 1440);
    }

    @Test
    void aTeacherWhoComesTooLateForTheLastSeatReadsWhyAndTheSeatMovesBackToHer() {
        School school = School.of(market, "s0007", "v08");
        UUID order = school.order(School.offer("pilot-science", "seat_year"), 1);
        confirmed(school, order);
        String name = school.orderOf(order).path("buyerName").asString();
        Page teacher = signedInAs(name, "s0007.teacher1", 390);
        teacher.navigate(market.at("/library").toString());
        assertThat(teacher.locator("form[action='/lti/launches'] button")).hasText("领取席位并打开");
        Page purchaser = signedInAs(name, "s0007.purchaser", 1440);
        purchaser.navigate(market.at("/orders/" + order).toString());
        purchaser.locator("#licences th a").click();

        purchaser.locator("#who").fill("s0007.teacher2");
        purchaser.locator("#assign form.filters button").click();
        purchaser.locator("#assign [data-person='s0007.teacher2'] button").click();
        assertThat(purchaser.locator("body")).containsText("席位已分配");
        assertThat(purchaser.locator("#assign")).containsText("没有空席位了");
        teacher.locator("form[action='/lti/launches'] button").click();
        assertThat(teacher.locator("main")).containsText("席位已经领完；您的需求已记录，学校可以据此增购。");
        picture(teacher, "26-no-seat-left");
        purchaser.locator("#assign [data-person='s0007.teacher1'] button").click();
        assertThat(purchaser.locator("body")).containsText("1 个席位都已有人使用，没有空席位");
        picture(purchaser, "27-licence");

        purchaser.locator("#seats [data-person='s0007.teacher2'] summary").click();
        purchaser.locator("#seats [data-person='s0007.teacher2'] button").click();
        assertThat(purchaser.locator("body")).containsText("席位已收回");
        purchaser.locator("#assign [data-person='s0007.teacher1'] button").click();
        assertThat(purchaser.locator("#seats [data-person='s0007.teacher1']")).isVisible();
        teacher.navigate(purchaser.url());
        assertThat(teacher.locator("#mine")).containsText("您已有席位");
        picture(teacher, "28-licence-of-a-teacher");
        teacher.locator("#mine button").first().click();
        assertThat(teacher.locator("h1")).containsText("您好");
    }

    private static void confirmed(School school, UUID order) {
        String state = school.vendor
                .post("/api/v1/purchase-orders/" + order + "/confirm", Map.of())
                .path("state")
                .asString();
        org.assertj.core.api.Assertions.assertThat(state).isEqualTo("CONFIRMED");
    }

    @Test
    void everyListLeavesAsAFileAndTheBooksLeadBackToTheDocuments() {
        Page accountant = signedIn(SCHOOL, "会计", 1440);
        accountant.navigate(market.at("/spending").toString());
        accountant.locator("tbody th a[href*='/spending/lines/']").first().click();
        String journalsAsFile = accountant
                .locator("a[href*='/spending/exports/lines/'][href*='csv']")
                .first()
                .getAttribute("href");

        for (String path :
                List.of("/orders.csv", "/requisitions.csv", "/payments.csv", "/spending/exports/tree?format=csv")) {
            APIResponse file = accountant.request().get(market.at(path).toString());
            org.assertj.core.api.Assertions.assertThat(file.status()).as(path).isEqualTo(200);
            org.assertj.core.api.Assertions.assertThat(file.text())
                    .startsWith("\uFEFF")
                    .contains(",");
        }
        APIResponse journals =
                accountant.request().get(market.at(journalsAsFile).toString());
        org.assertj.core.api.Assertions.assertThat(journals.text()).contains("凭证号,时间,事由");
    }

    @Test
    void theOperatorReviewsWhatAVendorHandsOver() {
        Page vendor = signedIn(VENDOR, "供应商经理", 1440);
        vendor.navigate(market.at("/vendor/listings/new").toString());
        vendor.locator("#field-kind").selectOption("resource");
        vendor.locator("#field-title").fill("一");
        vendor.locator("#field-summary").fill("口算练习");
        vendor.getByText("保存草稿").click();
        assertThat(vendor.locator("#error-summary")).containsText("2 到 200 个字");
        assertThat(vendor.locator("#field-summary")).hasValue("口算练习");
        vendor.locator("#field-title").fill("口算天天练");
        vendor.getByText("保存草稿").click();
        assertThat(vendor.locator("#gaps li")).hasCount(2);
        vendor.locator("#field-link").fill("https://reader.example.cn/mental");
        vendor.getByText("保存草稿").click();
        String draft = vendor.url();
        vendor.locator("#gaps a").click();
        vendor.locator("#field-name").fill("按学生授权");
        vendor.locator("#field-price").fill("3.50");
        vendor.locator("#add button[type=submit]").click();
        vendor.navigate(draft);
        vendor.getByText("提交审核").click();

        Page operator = signedIn("资源超市运营中心", "平台运营", 1440);
        assertThat(operator.locator("#waiting")).containsText("口算天天练");
        operator.navigate(market.at("/review").toString());
        picture(operator, "25-review");
        operator.locator("section[data-listing]", new Page.LocatorOptions().setHasText("口算天天练"))
                .getByText("审核通过并发布")
                .click();
        assertThat(operator.locator("body")).containsText("已发布");

        vendor.navigate(market.at("/vendor/listings?find=%E5%8F%A3%E7%AE%97%E5%A4%A9%E5%A4%A9%E7%BB%83")
                .toString());
        picture(vendor, "25-vendor-listings");
        assertThat(vendor.locator("tbody tr")).hasCount(1);
        vendor.locator("tbody th a").click();
        String vendorsPage = vendor.url();
        operator.navigate(vendorsPage.replace("/vendor/", "/"));
        operator.locator("#field-reason").fill("请补充适用年级");
        operator.locator("#sale summary").click();
        operator.locator("#sale details button").click();
        assertThat(operator.locator("body")).containsText("已暂停销售");
        picture(operator, "25-suspended");
        vendor.reload();
        assertThat(vendor.locator(".refusal")).containsText("请补充适用年级");
        assertThat(vendor.locator("main a", new Page.LocatorOptions().setHasText("修改")))
                .isVisible();
        operator.locator("#field-reason").fill("封面已更换");
        operator.locator("form[action$='/reinstate'] button").click();
        assertThat(operator.locator("body")).containsText("已恢复销售");
    }

    private String submitted(Page purchaser, String quantity) {
        purchaser.navigate(
                market.at("/search?q=%E4%B8%89%E5%B9%B4%E7%BA%A7%E6%95%B0%E5%AD%A6%E4%BA%BA%E6%95%99%E7%89%88")
                        .toString());
        purchaser
                .locator("main a[href^='/listings/']:has-text('数学三年级下册')")
                .first()
                .click();
        purchaser.locator("form.offer-form input[name=quantity]").first().fill(quantity);
        purchaser.locator("form.offer-form button").first().click();
        purchaser.locator("[name=purpose]").fill("三年级晨读");
        purchaser.locator("input[name=budgetLine]").first().check();
        purchaser.getByText("用选中的指标").click();
        purchaser.getByText("提交采购申请").click();
        assertThat(purchaser.locator("body")).containsText("经费已预占");
        return purchaser.url();
    }

    private static void decline(Page vendor) {
        vendor.locator("details.danger summary").click();
        vendor.locator("details.danger button").click();
    }

    @Test
    void pagesFitAPhone() {
        Page page = signedIn(SCHOOL, "会计", 390);
        for (String path : List.of("/", "/search?q=数学", "/requisitions", "/orders", "/spending", "/inbox")) {
            page.navigate(market.at(path.replace("数学", "%E6%95%B0%E5%AD%A6")).toString());
            picture(page, "phone" + path.replaceAll("[^a-z]", "-"));
            Object overflow =
                    page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            org.assertj.core.api.Assertions.assertThat(((Number) overflow).intValue())
                    .as(path + " is wider than the phone")
                    .isLessThanOrEqualTo(1);
        }
    }

    /** As one person of a school that the role picker finds by its name. */
    private Page signedInAs(String school, String login, int width) {
        Page page = windowOf(width, true);
        page.navigate(market.at("/demo?school=" + URLEncoder.encode(school, StandardCharsets.UTF_8))
                .toString());
        page.locator("button[value='" + Ids.derived("demo-person", login) + "']")
                .click();
        return page;
    }
}
