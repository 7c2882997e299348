package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Choosing by hand, on a phone: few clicks, the cheapest that covers the need, and a reason for what costs more. */
class ChoosingBrowserTests extends BrowserWalk {

    private static final int MOST_CLICKS = 12;

    /** Counted over all pages of the walk, also those that a key press makes. */
    private static final String COUNTED = """
            addEventListener('click', event => {
              if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
            }, true);
            """;

    @Test
    void aNewcomerBuysForGradeThreeOnAPhoneInTwelveClicksAtMostAndPaysTheLeast() {
        Page purchaser = signedIn(SCHOOL, "采购员", 390);
        purchaser.addInitScript(COUNTED);
        purchaser.navigate(at("/"));
        purchaser.locator("input[name=q]:visible").first().fill("数学三年级下册人教版");
        purchaser.locator("input[name=q]:visible").first().press("Enter");
        purchaser.locator(".listing h3 a").first().click();
        picture(purchaser, "30-phone-listing");
        assertThat(purchaser.locator(".need summary")).containsText("三年级");
        long least = sums(purchaser).stream().min(Comparator.naturalOrder()).orElseThrow();
        purchaser.locator("form[action='/requisitions/start'] button").first().click();
        assertThat(purchaser.locator(".dearer")).hasCount(0);
        purchaser.locator("[name=purpose]").fill("三年级数学课堂用");
        purchaser.getByText("用选中的指标").click();
        picture(purchaser, "31-phone-draft");
        assertThat(purchaser.locator(".requisition-total")).containsText(inYuan(least));
        purchaser.getByText("提交采购申请").click();
        assertThat(purchaser.locator("body")).containsText("经费已预占");

        assertThat(((Number) purchaser.evaluate("Number(sessionStorage.clicks)")).intValue())
                .isBetween(4, MOST_CLICKS);
    }

    @Test
    void whatCostsMoreAsksForAReasonThatTheAccountantReads() {
        Page purchaser = signedIn(SCHOOL, "采购员", 1440);
        purchaser.navigate(at("/search?q=数学三年级下册人教版"));
        purchaser.locator(".listing h3 a").first().click();
        purchaser.locator(".need summary").click();
        purchaser.locator("input[name=grades]:checked").uncheck();
        purchaser.getByText("重新计算").click();
        picture(purchaser, "32-whole-school");
        Locator dearest = purchaser.locator("form.offer-form").last();
        dearest.locator("button").click();
        assertThat(purchaser.locator("p.dearer")).containsText("可省");
        assertThat(purchaser.locator("button[name=exchange]")).containsText("改用“全校授权”");
        purchaser.locator("[name=purpose]").fill("全校数学课堂用");
        purchaser.getByText("用选中的指标").click();
        purchaser.getByText("提交采购申请").click();
        assertThat(purchaser.locator("body")).containsText("写明为什么不用");
        picture(purchaser, "33-reason-asked");
        purchaser.locator("[name^=reason-]").fill("要按学生统计使用情况");
        purchaser.getByText("提交采购申请").click();
        assertThat(purchaser.locator("body")).containsText("经费已预占");
        String number = purchaser.locator("h1").innerText();

        Page accountant = signedIn(SCHOOL, "会计", 1440);
        reloadUntil(accountant, at("/inbox"), number);
        accountant
                .locator("a", new Page.LocatorOptions().setHasText(number))
                .first()
                .click();
        assertThat(accountant.locator(".dearer")).containsText("没有选用更省的");
        assertThat(accountant.locator(".dearer")).containsText("要按学生统计使用情况");
        picture(accountant, "34-accountant-reads-why");
    }

    /** What every offer comes to for the school, in fen. */
    private static List<Long> sums(Page page) {
        return page.locator("td strong.money").allInnerTexts().stream()
                .map(text -> Long.parseLong(text.replaceAll("[^0-9]", "")))
                .toList();
    }

    private static String inYuan(long fen) {
        return "¥%,d.%02d".formatted(fen / 100, fen % 100);
    }
}
