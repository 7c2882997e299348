package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import org.junit.jupiter.api.Test;

/** A draft keeps itself while it is written, and a page that is old overwrites nothing. */
class DraftBrowserTests extends BrowserWalk {

    /** A save begins some seconds after the last key. */
    private static final LocatorAssertions.ContainsTextOptions PATIENTLY =
            new LocatorAssertions.ContainsTextOptions().setTimeout(60_000);

    @Test
    void keepsItselfWhileItIsWrittenAndAnOldPageOverwritesNothing() {
        Page first = signedIn(SCHOOL, "教师", DESK);
        first.navigate(at("/search?q=数学三年级下册人教版"));
        first.locator(".listing h3 a").first().click();
        first.locator("form[action='/requisitions/start'] button").first().click();
        String total = first.locator("#total").innerText();
        Page old = first.context().newPage();
        old.navigate(first.url());

        first.locator("[name=purpose]").fill("三年级数学课堂用");
        assertThat(first.locator("#autosaved")).containsText("已自动保存", PATIENTLY);
        assertThat(first.locator("#submit")).containsText("提交后：预占");
        assertThat(first.locator("#submit")).containsText("会计");
        picture(first, "35-draft-kept-itself");
        first.locator("input[name^=quantity-]").fill("7");
        assertThat(first.locator("#total")).not().containsText(total.replaceAll(".*¥", ""), PATIENTLY);
        first.navigate(first.url());
        assertThat(first.locator("[name=purpose]")).hasValue("三年级数学课堂用");
        assertThat(first.locator("input[name^=quantity-]")).hasValue("7");

        old.locator("[name=purpose]").fill("旧页面写的");
        assertThat(old.locator("#autosaved")).containsText("已在别处改过", PATIENTLY);
        first.navigate(first.url());
        assertThat(first.locator("[name=purpose]")).hasValue("三年级数学课堂用");

        first.setViewportSize(PHONE, 900);
        picture(first, "36-phone-draft-ahead");
        first.locator("#hand-in").click();
        assertThat(first.locator("body")).containsText("经费已预占");
    }
}
