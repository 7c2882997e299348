package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** A vendor plans the sale of a listing on a phone, and a school reads it. Pictures lie in target/screenshots. */
class SaleBrowserTests extends BrowserWalk {

    @Test
    void aVendorPlansTheEndOfASaleKeepsItBackAndSellsItAgain() {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
        Page vendor = signedIn("探微科学教育有限公司", "供应商", PHONE);
        vendor.navigate(at("/vendor/listings?state=PUBLISHED"));
        vendor.locator("table.ledger tbody a").first().click();
        String listing = vendor.url().substring(vendor.url().lastIndexOf('/') + 1);
        vendor.locator("main a[href$='/sale']").click();
        picture(vendor, "sale-1-page");

        vendor.locator("#field-soldUntil").fill(today.plusDays(60).toString());
        vendor.locator("#field-usedUntil").fill(today.plusDays(61).toString());
        save(vendor);
        assertThat(vendor.locator("#error-usedUntil")).isVisible();
        picture(vendor, "sale-2-refused");
        vendor.locator("#field-usedUntil").fill("");
        vendor.locator("#field-toSchools").fill("新版明年春季上架。");
        save(vendor);
        assertThat(vendor.locator("#flash")).containsText("已保存");
        assertThat(vendor.locator("main")).containsText("即将停售");

        Page school = signedIn(SCHOOL, "采购员", PHONE);
        school.navigate(at("/listings/" + listing));
        assertThat(school.locator("main")).containsText(today.plusDays(60).toString());
        assertThat(school.locator("main")).containsText("新版明年春季上架");
        picture(school, "sale-3-limited");

        vendor.locator("[name=keptBack]").check();
        save(vendor);
        school.navigate(at("/listings/" + listing));
        assertThat(school.locator("main")).containsText("暂时缺货");
        assertThat(school.locator("form.offer-form")).hasCount(0);
        picture(school, "sale-4-kept-back");

        vendor.locator("[name=keptBack]").uncheck();
        vendor.locator("#field-soldUntil").fill("");
        vendor.locator("#field-toSchools").fill("");
        save(vendor);
        school.navigate(at("/listings/" + listing));
        assertThat(school.locator("form.offer-form").first()).isVisible();
    }

    private static void save(Page vendor) {
        vendor.locator("main form button[type=submit]").last().click();
    }
}
