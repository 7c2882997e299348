package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A vendor names an account on a phone, and the operator puts it in force. Pictures lie in target/screenshots. */
class AccountBrowserTests extends BrowserWalk {

    private static final String COMPANY = "探微科学教育有限公司";

    @Test
    void anAccountIsNamedApprovedAndAnotherOneOnlyAfterACallBack() {
        Page vendor = signedIn(COMPANY, "供应商", PHONE);
        Page operator = signedIn("资源超市运营中心", "平台运营", PHONE);
        vendor.navigate(at("/vendor/qualification"));
        vendor.locator("main a[href='/vendor/account']").click();
        named(vendor, "62220012a4567890");
        assertThat(vendor.locator("#error-accountNumber")).isVisible();
        picture(vendor, "account-1-refused");
        named(vendor, "6222 0012 3456 7890");
        assertThat(vendor.locator("#flash")).containsText("已提交");
        assertThat(vendor.locator("main")).not().containsText("62220012");

        operator.navigate(at("/vendors?find=" + URLEncoder.encode(COMPANY, StandardCharsets.UTF_8)));
        operator.locator("main table a").first().click();
        String page = operator.url();
        assertThat(operator.locator("main")).containsText("6222001234567890");
        picture(operator, "account-2-operator");
        accepts(operator, "");
        assertThat(operator.locator("#flash")).containsText("已启用");

        vendor.navigate(at("/vendor/account"));
        assertThat(vendor.locator("main")).containsText("正在使用");
        named(vendor, "6222 0012 3456 9999");
        operator.navigate(page);
        accepts(operator, "");
        assertThat(operator.locator("#error-called")).isVisible();
        picture(operator, "account-3-call-back");
        accepts(operator, "今天上午致电 020-1234，许经理");
        assertThat(operator.locator("#flash")).containsText("已启用");
        vendor.navigate(at("/vendor/account"));
        assertThat(vendor.locator("main")).containsText("尾号 9999");
        picture(vendor, "account-4-vendor");
    }

    private static void named(Page vendor, String number) {
        vendor.locator("#field-accountName").fill(COMPANY);
        vendor.locator("#field-bank").fill("广州银行天河支行");
        vendor.locator("#field-accountNumber").fill(number);
        vendor.locator("main form button[type=submit]").last().click();
    }

    private static void accepts(Page operator, String called) {
        operator.locator("#field-called").fill(called);
        operator.locator("form[action$='/accept'] button").last().click();
    }
}
