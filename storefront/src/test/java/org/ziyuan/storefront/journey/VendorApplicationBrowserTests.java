package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/**
 * A company that nobody knows asks to sell, on a phone and without scripts, joins by its code, proves what it must, is admitted,
 * and is suspended and reinstated. Pictures lie in target/screenshots.
 */
class VendorApplicationBrowserTests extends BrowserWalk {

    private static final String COMPANY = "启明星教育服务有限公司";

    @Test
    void fromTheApplicationToAVendorWhoMaySell() {
        Page company = windowOf(PHONE, false);
        String code = applies(company);
        Page operator = signedIn("资源超市运营中心", "平台运营", DESK);
        assertThat(operator.locator("body")).containsText(COMPANY);
        operator.navigate(at("/vendors"));
        picture(operator, "vendors-1-applications");
        Locator application =
                operator.locator("section[data-application]", new Page.LocatorOptions().setHasText(COMPANY));
        application.locator("form[action$='/refuse'] button").click();
        assertThat(operator.locator("main")).containsText("请写明");
        application.locator("form[action$='/accept'] button").click();
        assertThat(operator.locator("#flash")).containsText("已受理");

        joins(company, code);
        company.navigate(at("/vendor/qualification"));
        assertThat(company.locator("main")).containsText("正在申请准入");
        picture(company, "vendors-2-qualification-phone");
        handsInTheLicence(company);
        company.navigate(at("/vendor/qualification/data_promise"));
        company.locator("#field-said").check();
        sends(company);

        decides(operator, company);
        stops(operator, company);
    }

    private String applies(Page company) {
        company.navigate(at("/sign-in"));
        company.locator("a[href='/vendor/apply']").click();
        company.locator("#field-name").fill(COMPANY);
        company.locator("#field-creditCode").fill("91440000MA5QMX020D");
        company.locator("#field-vendorType").selectOption("training");
        company.locator("#field-contactName").fill("沈经理");
        company.locator("#field-phone").fill("020-12345678");
        company.locator("#field-login").fill("shen.jl");
        sends(company);
        assertThat(company.locator("#error-summary")).containsText("末位应为 5");
        assertThat(company.locator("#field-name")).hasValue(COMPANY);
        picture(company, "vendors-3-apply-phone");
        company.locator("#field-creditCode").fill("91440000MA5QMX0205");
        sends(company);
        assertThat(company.locator("#application")).containsText("等待受理");
        picture(company, "vendors-4-applied-phone");
        return company.locator("[data-code]").innerText();
    }

    private void joins(Page company, String code) {
        company.navigate(at("/vendor/apply/status?applicationCode=" + code));
        company.locator("a[href^='/join']").click();
        company.locator("[name=password]").fill("一句只有我知道的长话 7");
        company.locator("[name=again]").fill("一句只有我知道的长话 7");
        sends(company);
    }

    private void handsInTheLicence(Page company) {
        company.navigate(at("/vendor/qualification/business_licence"));
        company.locator("#field-paper").setInputFiles(file("执照.pdf", "not a paper"));
        sends(company);
        assertThat(company.locator("#error-summary")).containsText("PDF");
        picture(company, "vendors-5-proof-phone");
        company.locator("#field-paper").setInputFiles(file("执照.pdf", "%PDF-1.7"));
        company.locator("#field-goodUntil")
                .fill(LocalDate.now(ZoneId.of("Asia/Shanghai")).plusYears(1).toString());
        sends(company);
        assertThat(company.locator("#flash")).containsText("已提交");
    }

    private void decides(Page operator, Page company) {
        operator.navigate(at("/vendors"));
        operator.locator("tbody a", new Page.LocatorOptions().setHasText(COMPANY))
                .click();
        Locator licence = operator.locator("[data-requirement=business_licence]");
        licence.locator("textarea").fill("印章看不清");
        licence.locator("form[action$='/return'] button").click();
        assertThat(operator.locator("#flash")).containsText("已退回");
        company.navigate(at("/vendor/qualification"));
        assertThat(company.locator("main")).containsText("印章看不清");
        handsInTheLicence(company);

        operator.reload();
        operator.locator("[data-requirement=business_licence] form[action$='/accept'] button")
                .click();
        operator.locator("[data-requirement=data_promise] form[action$='/accept'] button")
                .click();
        assertThat(operator.locator("#decide")).containsText("全部通过后才能准入");
        operator.locator("#field-said").fill("信用中国无失信记录");
        operator.locator("form[action$='/requirements/credit_record'] button").click();
        picture(operator, "vendors-6-vendor");
        operator.locator("form[action$='/admit'] button").click();
        assertThat(operator.locator("#flash")).containsText("已准入");
        company.navigate(at("/vendor/qualification"));
        assertThat(company.locator("main")).not().containsText("正在申请准入");
    }

    private void stops(Page operator, Page company) {
        operator.locator("#field-reason").fill("虚假宣传");
        operator.locator("#decide form[action$='/suspend'] summary").click();
        operator.locator("#decide form[action$='/suspend'] details button").click();
        assertThat(operator.locator("#flash")).containsText("已暂停");
        company.reload();
        assertThat(company.locator("main")).containsText("虚假宣传");
        picture(company, "vendors-7-suspended-phone");
        operator.setViewportSize(PHONE, 900);
        picture(operator, "vendors-8-vendor-phone");
        operator.locator("#field-reason").fill("已整改");
        operator.locator("form[action$='/reinstate'] button").click();
        assertThat(operator.locator("#flash")).containsText("已恢复");
    }

    /** As a keyboard does it: without scripts nothing of the page moves, and nothing is waited for. */
    private static void sends(Page page) {
        page.locator("main button[type=submit]").press("Enter");
    }

    private static FilePayload file(String name, String content) {
        return new FilePayload(name, "application/pdf", content.getBytes(StandardCharsets.UTF_8));
    }
}
