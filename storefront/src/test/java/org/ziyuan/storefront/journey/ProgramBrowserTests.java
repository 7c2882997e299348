package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** A vendor lets his own programs in on a phone. Pictures lie in target/screenshots. */
class ProgramBrowserTests extends BrowserWalk {

    @Test
    void aTokenIsMadeReadOnceAndTakenBack() {
        Page vendor = signedIn("探微科学教育有限公司", "供应商", PHONE);
        vendor.navigate(at("/vendor/tokens"));
        picture(vendor, "program-1-no-token");
        vendor.locator("#add button[type=submit]").click();
        assertThat(vendor.locator(".wrong").first()).isVisible();
        picture(vendor, "program-2-refused");

        vendor.locator("#field-name").fill("ERP 同步");
        vendor.locator("input[name=scopes]").nth(0).check();
        vendor.locator("input[name=scopes]").nth(2).check();
        vendor.locator("#field-goodUntil")
                .fill(LocalDate.now(ZoneId.of("Asia/Shanghai")).plusDays(90).toString());
        vendor.locator("#add button[type=submit]").click();
        assertThat(vendor.locator("#flash")).containsText("请取令牌");
        vendor.locator("form[action$='/slip'] button").first().click();
        assertThat(vendor.locator("#token")).containsText("zyt_");
        picture(vendor, "program-3-drawn");

        vendor.navigate(at("/vendor/tokens"));
        assertThat(vendor.locator("main")).not().containsText("zyt_");
        picture(vendor, "program-4-tokens");
        vendor.setViewportSize(DESK, 900);
        picture(vendor, "program-5-tokens-desk");
        vendor.locator("form[action$='/revoke'] summary").first().click();
        vendor.locator("form[action$='/revoke'] button").first().click();
        assertThat(vendor.locator("main")).containsText("已撤销");
    }

    /** The market of this walk sends to public addresses alone: what was tried is told, and can be sent once more. */
    @Test
    void anAddressIsToldWhatHappensAndItsVendorWhatBecameOfIt() {
        Page vendor = signedIn("探微科学教育有限公司", "供应商", PHONE);
        vendor.navigate(at("/vendor/webhooks"));
        vendor.locator("#field-url").fill("http://127.0.0.1/hook");
        vendor.locator("input[name=topics]").first().check();
        vendor.locator("#add button[type=submit]").click();
        assertThat(vendor.locator("#error-url")).containsText("https://");
        picture(vendor, "program-6-address-refused");

        vendor.locator("#field-url").fill("https://127.0.0.1:9/hook");
        vendor.locator("input[name=topics]").first().check();
        vendor.locator("#add button[type=submit]").click();
        assertThat(vendor.locator("#flash")).containsText("请取签名密钥");
        vendor.locator("main table a").first().click();
        vendor.locator("form[action$='/slip'] button").click();
        assertThat(vendor.locator("#secret")).containsText("whsec_");
        picture(vendor, "program-7-secret");

        vendor.navigate(at("/vendor/webhooks"));
        vendor.locator("main table a").first().click();
        String address = vendor.url();
        vendor.locator("form[action$='/ping'] button").click();
        assertThat(vendor.locator("#flash")).containsText("已排队");
        reloadUntil(vendor, address, "不是公网地址");
        picture(vendor, "program-8-log");
        vendor.setViewportSize(DESK, 900);
        picture(vendor, "program-9-log-desk");

        vendor.locator("form[action$='/end'] summary").click();
        vendor.locator("form[action$='/end'] button").click();
        assertThat(vendor.locator("#flash")).containsText("已停用");
    }
}
