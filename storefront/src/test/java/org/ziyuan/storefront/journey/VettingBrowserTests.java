package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

/** A vendor declares, the operator checks, and a school reads both apart. Pictures lie in target/screenshots. */
class VettingBrowserTests extends BrowserWalk {

    @Test
    void whatIsDeclaredAndWhatIsCheckedIsReadOnTheListing() {
        Page vendor = signedIn("探微科学教育有限公司", "供应商", PHONE);
        vendor.navigate(at("/vendor/listings?state=PUBLISHED"));
        vendor.locator("table.ledger tbody a").first().click();
        String listing = vendor.url().substring(vendor.url().lastIndexOf('/') + 1);
        vendor.locator("main a[href$='/vetting']").click();
        says(
                vendor,
                "只收集假名标识，存放在省内机房。",
                LocalDate.now(ZoneId.of("Asia/Shanghai")).minusDays(1));
        assertThat(vendor.locator("#error-goodUntil")).isVisible();
        picture(vendor, "vetting-1-refused");
        says(
                vendor,
                "只收集假名标识，存放在省内机房。",
                LocalDate.now(ZoneId.of("Asia/Shanghai")).plusYears(1));
        assertThat(vendor.locator("#flash")).containsText("已保存");

        Page operator = signedIn("资源超市运营中心", "平台运营", DESK);
        operator.navigate(at("/listings/" + listing));
        operator.locator("#sale a[href$='/vetting']").click();
        says(operator, "抓包核对，与声明一致。", LocalDate.now(ZoneId.of("Asia/Shanghai")).plusMonths(6));

        Page school = signedIn(SCHOOL, "采购员", PHONE);
        school.navigate(at("/listings/" + listing));
        assertThat(school.locator("#vetting")).containsText("供应商声明");
        assertThat(school.locator("#vetting")).containsText("平台核查");
        picture(school, "vetting-2-school");
    }

    private static void says(Page page, String said, LocalDate until) {
        page.locator("input[name=aspect]").first().check();
        page.locator("#field-said").fill(said);
        page.locator("#field-goodUntil").fill(until.toString());
        page.locator("main form button[type=submit]").last().click();
    }
}
