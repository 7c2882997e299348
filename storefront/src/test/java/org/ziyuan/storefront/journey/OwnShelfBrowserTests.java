package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a school looks for first stands first: what its region takes, what costs it least, what colleagues keep. */
class OwnShelfBrowserTests extends BrowserWalk {

    /** Asked for by no other test: what a school looks for first is remembered for some minutes. */
    private static final List<String> SCHOOLS = List.of("s0105.purchaser", "s0106.purchaser");

    @Test
    void whatTheRegionTakesLeadsAndSaysSo() {
        Page operator = signedIn("资源超市运营中心", "平台运营", DESK);
        operator.navigate(at("/editions"));
        operator.locator("#field-region").selectOption("440000");
        operator.locator("#field-subject").selectOption("美术");
        operator.locator("#field-edition").selectOption("湘美版");
        operator.locator("main .form-actions button").first().click();
        assertThat(operator.locator("#error-reason")).isVisible();
        assertThat(operator.locator("#field-subject")).hasValue("美术");
        operator.locator("#field-reason").fill("粤教材〔2026〕1号");
        operator.locator("main .form-actions button").first().click();
        assertThat(operator.locator("main table")).containsText("粤教材〔2026〕1号");
        picture(operator, "60-editions");

        for (String login : SCHOOLS) {
            int width = login.equals(SCHOOLS.get(0)) ? PHONE : DESK;
            Page purchaser = signedInAs(login, width);
            purchaser.navigate(at("/search?q=美术三年级"));
            assertThat(purchaser.locator(".listing").first()).containsText("湘美版");
            assertThat(purchaser.locator(".listing").first()).containsText("本地选用");
            assertThat(purchaser.locator(".listing").allInnerTexts()).anyMatch(text -> !text.contains("湘美版"));
            picture(purchaser, "61-adopted-first-" + width);
        }
        Page guest = windowOf(PHONE, true);
        guest.navigate(at("/editions"));
        assertThat(guest.locator("main")).containsText("粤教材〔2026〕1号");
        assertThat(guest.locator("main form[method=post]")).hasCount(0);
        picture(guest, "62-phone-editions-guest");
    }

    @Test
    void whatCostsTheSchoolLeastStandsFirstAndTheNextPageGoesOn() {
        for (int width : new int[] {PHONE, DESK}) {
            Page purchaser = signedIn(SCHOOL, "采购员", width);
            purchaser.navigate(at("/search?q=数学&stage=小学"));
            purchaser.getByText("我校费用从低到高").click();
            List<Long> first = sums(purchaser);
            assertThat(first).hasSizeGreaterThan(10).isSorted();
            picture(purchaser, "63-least-for-my-school-" + width);
            purchaser.locator("a[rel=next]").click();
            List<Long> next = sums(purchaser);
            assertThat(next).isNotEmpty().isSorted();
            assertThat(next.get(0)).isGreaterThanOrEqualTo(first.get(first.size() - 1));
            purchaser.getByText("用的学校最多").click();
            assertThat(purchaser.locator(".listing").first()).isVisible();
        }
        Page guest = windowOf(PHONE, true);
        guest.navigate(at("/search?q=数学&sort=ours"));
        assertThat(guest.locator(".listing").first()).isVisible();
        assertThat(guest.locator(".sorts")).not().containsText("我校费用");
    }

    @Test
    void theOperatorReadsWhatWasSearchedForAndNotFound() {
        Page guest = windowOf(PHONE, true);
        for (int time = 0; time < 3; time++) {
            guest.navigate(at("/search?q=火星考古"));
        }
        Page operator = signedIn("资源超市运营中心", "平台运营", DESK);
        reloadUntil(operator, at("/searches"), "火星考古");
        picture(operator, "64-searches");
        operator.setViewportSize(PHONE, 900);
        picture(operator, "64-phone-searches");
    }

    @Test
    void whatIsTickedIsComparedAndWhatIsKeptIsOnAList() {
        for (int width : new int[] {PHONE, DESK}) {
            Page purchaser = signedIn(SCHOOL, "采购员", width);
            purchaser.navigate(at("/search?q=三年级数学下册"));
            purchaser.locator(".pick input").nth(0).check();
            purchaser.locator(".pick input").nth(1).check();
            picture(purchaser, "65-picked-" + width);
            purchaser.getByText("比较勾选的").click();
            assertThat(purchaser.locator("main thead a")).hasCount(2);
            assertThat(purchaser.locator("main table")).containsText("我校合计");
            picture(purchaser, "66-compared-" + width);
            purchaser.locator("main thead a").first().click();
            purchaser.locator(".keep summary").click();
            purchaser.locator("#field-list").fill("三年级要用的");
            purchaser.locator(".keep button").click();
            assertThat(purchaser.locator("#flash")).containsText("已收藏");
            picture(purchaser, "67-kept-" + width);
            purchaser.navigate(at("/lists"));
            picture(purchaser, "68-lists-" + width);
            purchaser.getByText("三年级要用的").click();
            picture(purchaser, "69-list-" + width);
        }
    }

    private static List<Long> sums(Page page) {
        return page.locator(".listing-total .money").allInnerTexts().stream()
                .map(text -> Long.parseLong(text.replaceAll("[^0-9]", "")))
                .toList();
    }
}
