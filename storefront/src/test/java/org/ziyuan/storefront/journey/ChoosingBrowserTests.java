package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Choosing by hand, also on a phone: few clicks, the cheapest that covers the need, and a reason for what costs more. */
class ChoosingBrowserTests extends BrowserWalk {

    private static final int MOST_CLICKS = 12;
    private static final String AWAY = "检索服务暂时离线";

    /** Counted over all pages of the walk, also those that a key press makes. */
    private static final String COUNTED = """
            addEventListener('click', event => {
              if (event.isTrusted) sessionStorage.clicks = Number(sessionStorage.clicks || 0) + 1;
            }, true);
            """;

    @Test
    void aNewcomerBuysForGradeThreeInTwelveClicksAtMostAndPaysTheLeast() {
        for (int width : new int[] {PHONE, DESK}) {
            Page purchaser = signedIn(SCHOOL, "采购员", width);
            purchaser.addInitScript(COUNTED);
            purchaser.navigate(at("/"));
            purchaser.locator("input[name=q]:visible").first().fill("数学三年级下册人教版");
            purchaser.locator("input[name=q]:visible").first().press("Enter");
            purchaser.locator(".listing h3 a").first().click();
            picture(purchaser, "30-listing-" + width);
            assertThat(purchaser.locator(".need summary")).containsText("三年级");
            long least = sums(purchaser).stream().min(Comparator.naturalOrder()).orElseThrow();
            purchaser
                    .locator("form[action='/requisitions/start'] button")
                    .first()
                    .click();
            assertThat(purchaser.locator(".dearer")).hasCount(0);
            handIn(purchaser, "三年级数学课堂用", least);

            assertThat(((Number) purchaser.evaluate("Number(sessionStorage.clicks)")).intValue())
                    .isBetween(4, MOST_CLICKS);
        }
    }

    @Test
    void theSearchNodesAreKilledOnTheWayAndTheTripGoesOn() throws IOException {
        Page purchaser = signedIn(SCHOOL, "采购员", PHONE);
        reloadUntil(purchaser, at("/search?q=sannianji+shuxue"), "数学三年级");
        assertThat(purchaser.locator("main")).not().containsText(AWAY);
        Path node = market.folder().resolve("opensearch/node.pid");
        ProcessHandle.of(Long.parseLong(Files.readString(node).strip()))
                .orElseThrow()
                .destroyForcibly();

        purchaser.navigate(at("/search?q=shuxeu+sannianji"));
        assertThat(purchaser.locator("main")).containsText(AWAY);
        assertThat(purchaser.locator(".listing h3").first()).containsText("数学三年级");
        picture(purchaser, "45-phone-search-away");
        purchaser.navigate(at("/search?q=數學三年級下冊人教版"));
        purchaser.locator(".listing h3 a").first().click();
        long least = sums(purchaser).stream().min(Comparator.naturalOrder()).orElseThrow();
        purchaser.locator("form[action='/requisitions/start'] button").first().click();
        handIn(purchaser, "检索离线时买的", least);

        RunningMarket.await(Duration.ofMinutes(2), () -> foundByTheIndex(purchaser), market::output);
    }

    private boolean foundByTheIndex(Page page) {
        page.navigate(at("/search?q=sannianji+shuxue"));
        return !page.locator("main").innerText().contains(AWAY);
    }

    private static void handIn(Page purchaser, String purpose, long least) {
        purchaser.locator("[name=purpose]").fill(purpose);
        purchaser.getByText("用选中的指标").click();
        picture(purchaser, "31-draft-" + purchaser.viewportSize().width);
        assertThat(purchaser.locator(".requisition-total")).containsText(inYuan(least));
        purchaser.getByText("提交采购申请").click();
        assertThat(purchaser.locator("body")).containsText("经费已预占");
    }

    @Test
    void whatCostsMoreAsksForAReasonThatTheAccountantReads() {
        Page purchaser = signedIn(SCHOOL, "采购员", 1440);
        purchaser.navigate(at("/search?q=数学三年级下册人教版"));
        purchaser.locator(".listing h3 a").first().click();
        purchaser.locator(".need summary").click();
        purchaser.locator("input[name=grades]:checked").uncheck();
        purchaser.locator(".need-form button").click();
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

    @Test
    void whatWasReadIsLiftedByOneClickAndAChoiceThatNoLongerFitsIsNamed() {
        Page purchaser = signedIn(SCHOOL, "采购员", 1440);
        reloadUntil(purchaser, at("/search?q=grade+3+math"), "数学三年级");
        assertThat(purchaser.locator(".narrowing")).containsText("三年级");
        assertThat(purchaser.locator(".narrowing")).containsText("数学");
        assertThat(purchaser.locator(".listing h3 mark").first()).containsText("三年级");
        assertThat(purchaser.locator(".listing .listing-total").first()).containsText("¥");
        picture(purchaser, "35-search-recognised");
        purchaser
                .locator(".narrowing .chip", new Page.LocatorOptions().setHasText("三年级"))
                .click();
        assertThat(purchaser.locator(".narrowing")).not().containsText("三年级");
        assertThat(purchaser.locator(".narrowing")).containsText("数学");

        purchaser.navigate(at("/search?subject=数学&grade=三年级&stage=高中"));
        assertThat(purchaser.locator(".dropped")).containsText("三年级");
        assertThat(purchaser.locator(".narrowing")).containsText("高中");
        assertThat(purchaser.locator(".narrowing")).not().containsText("三年级");
        assertThat(purchaser.locator(".listing h3").first()).isVisible();
        Page phone = signedIn(SCHOOL, "采购员", PHONE);
        phone.navigate(at("/search?subject=数学&grade=三年级&stage=高中"));
        picture(phone, "36-phone-search-dropped");
    }

    @Test
    void whatIsBeingTypedIsFinishedByTheKeyboardAlone() {
        Page purchaser = signedIn(SCHOOL, "采购员", 1440);
        purchaser.navigate(at("/"));
        Locator field = purchaser.locator("#top-q");
        field.click();
        field.pressSequentially("sannianji shux");
        Locator ways = purchaser.locator("#top-q-ways [role=option]");
        assertThat(ways.first()).containsText("三年级数学");
        assertThat(field).hasAttribute("aria-expanded", "true");
        purchaser.screenshot(
                new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", "37-suggestions.png")));
        field.press("Escape");
        assertThat(field).hasAttribute("aria-expanded", "false");
        field.pressSequentially("ue");
        assertThat(ways.first()).containsText("三年级数学");
        field.press("ArrowDown");
        assertThat(field).hasAttribute("aria-activedescendant", "top-q-ways-0");
        field.press("Enter");
        assertThat(purchaser.locator("h1")).containsText("三年级数学");
    }

    @Test
    void morePupilsThanTheSchoolHasAskForAReasonOnThePage() {
        Page purchaser = signedIn(SCHOOL, "采购员", PHONE);
        purchaser.navigate(at("/search?q=数学三年级下册人教版"));
        purchaser.locator(".listing h3 a").first().click();
        String price = purchaser.locator(".product-price strong").innerText();
        purchaser.locator(".need summary").click();
        purchaser.locator("#field-people").fill("90000");
        purchaser.locator(".need-form button").click();
        assertThat(purchaser.locator("#error-people")).containsText("90,000");
        assertThat(purchaser.locator(".product-price strong")).hasText(price);
        picture(purchaser, "38-phone-more-than-pupils");
        purchaser.locator("#field-why").fill("集团校一起用");
        purchaser.locator(".need-form button").click();
        assertThat(purchaser.locator("#error-people")).hasCount(0);
        assertThat(purchaser.locator(".need summary")).containsText("90,000");
    }

    @Test
    void theFirstPageShowsCoversToGuestsAndToASchool() {
        for (int width : new int[] {PHONE, DESK}) {
            Page guest = windowOf(width, true);
            guest.navigate(at("/"));
            assertThat(guest.locator(".cover-shelf")).not().hasCount(0);
            picture(guest, "39-window-guest-" + width);
            guest.locator(".foot a").first().click();
            assertThat(guest.locator("h1")).hasText("帮助");
            picture(guest, "40-help-" + width);
            Page purchaser = signedIn(SCHOOL, "采购员", width);
            purchaser.navigate(at("/"));
            assertThat(purchaser.locator(".cover-shelf").first()).isVisible();
            picture(purchaser, "41-window-purchaser-" + width);
        }
    }

    @Test
    void whatATeacherNeedsIsSeenByThePurchaserAndAnswered() {
        for (int width : new int[] {PHONE, DESK}) {
            Page teacher = signedIn(SCHOOL, "教师", width);
            teacher.navigate(at("/search?q=爱科学"));
            teacher.locator(".listing h3 a").first().click();
            teacher.locator(".ask summary").click();
            teacher.locator("#field-needed").fill("46");
            teacher.locator("#field-reason").fill("三年级实验课");
            teacher.getByText("交给采购员").click();
            assertThat(teacher.locator(".ask-became")).containsText("等采购员办理");
            picture(teacher, "42-need-asked-" + width);
            Page purchaser = signedIn(SCHOOL, "采购员", width);
            purchaser.navigate(at("/needs"));
            assertThat(purchaser.locator("main")).containsText("三年级实验课");
            picture(purchaser, "43-needs-" + width);
            purchaser.locator(".need-acts summary").first().click();
            purchaser.locator(".need-acts input[type=text]").first().fill("县里已统一采购");
            purchaser.locator(".need-acts details button").first().click();
            assertThat(purchaser.locator("#flash")).containsText("已答复");
            teacher.navigate(at("/needs/mine"));
            assertThat(teacher.locator("main")).containsText("县里已统一采购");
            picture(teacher, "44-needs-mine-" + width);
        }
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
