package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions.ContainsTextOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a bureau does with money over a year, in the browser: allocate and release, transfer, add and cut, close and reopen. */
class FinanceYearBrowserTests extends BrowserWalk {

    private static final int LAST_YEAR = School.YEAR - 1;
    private static final ContainsTextOptions PATIENTLY = new ContainsTextOptions().setTimeout(60_000);

    @Test
    void anAllocationIsApprovedByAnotherPostedAndReleasedAndLeadsBackFromItsJournal() {
        Page bureau = signedIn(COUNTY, "县区主管", 1, DESK, true);
        String school = codeOfTheSchool();
        computed(bureau, List.of(school));
        Page second = signedIn(COUNTY, "县区主管", 2, DESK, true);
        second.navigate(bureau.url());
        second.locator("form[action$='/approve'] button").click();
        assertThat(second.locator("#flash")).containsText("请先办理追减");
        picture(second, "year-0-below-given");
        second.locator("main nav a:has-text('不再有')").click();
        second.waitForURL("**kind=gone**");
        List<String> others = second.locator("main tbody th small").allInnerTexts();
        assertThat(others).isNotEmpty();

        computed(bureau, Stream.concat(Stream.of(school), others.stream()).toList());
        assertThat(bureau.locator("form[action$='/approve']")).hasCount(0);
        picture(bureau, "year-1-computed");
        String allocation = bureau.url().replaceAll("[?#].*", "");

        second.navigate(allocation);
        second.locator("form[action$='/approve'] button").click();
        picture(second, "year-2-approved");
        assertThat(second.locator("form[action$='/post'] button")).isVisible();
        second.locator("form[action$='/post'] button").click();
        assertThat(second.locator("#progress")).isVisible();
        second.locator("form[action*='/tranches/1/release'] summary").waitFor();
        picture(second, "year-3-posted");
        second.locator("form[action*='/tranches/1/release'] summary").click();
        second.locator("form[action*='/tranches/1/release'] button").click();
        assertThat(second.locator("td[data-label='状态'] .badge-tone").first()).containsText("已下达", PATIENTLY);
        picture(second, "year-4-released");

        second.navigate(at("/spending"));
        second.locator("tfoot a[href*='/figures/available']").click();
        second.locator("a[href^='/spending/lines/']").first().click();
        Locator document =
                second.locator("a:has-text('经费下达 " + School.YEAR + "-1')").first();
        assertThat(document).isVisible();
        picture(second, "year-5-line");
        document.click();
        assertThat(second.locator("h1")).containsText(School.YEAR + " 年度经费测算");
    }

    @Test
    void aTransferAndACutAreDecidedByTheBureauAndSeenInTheJournal() {
        Page accountant = signedIn(SCHOOL, "会计", 1, DESK, true);
        accountant.navigate(at("/budget-changes/new?kind=CUT"));
        accountant.locator("[name=amount]").fill("10.00");
        accountant.locator("[name=reason]").fill("项目取消");
        accountant.locator("button:has-text('看看会怎样')").click();
        assertThat(accountant.locator("h1")).containsText("追减 ¥10.00");
        accountant.locator("button:has-text('提交申请')").click();
        assertThat(accountant.locator("h1")).containsText("待审批");
        String change = accountant.url().replaceAll("[?#].*", "");
        assertThat(accountant.locator("button[value=APPROVE]")).hasCount(0);

        Page bureau = signedIn(COUNTY, "县区主管", 1, DESK, true);
        bureau.navigate(change);
        bureau.locator("button[value=APPROVE]").click();
        assertThat(bureau.locator("#flash")).containsText("¥10.00 已记账");
        picture(bureau, "year-6-cut");
        bureau.locator("main a[href^='/spending/lines/']").first().click();
        Locator document = bureau.locator("a:has-text('追减')").first();
        assertThat(document).isVisible();
        document.click();
        assertThat(bureau).hasURL(change);
    }

    /** With papers of allocations, changes and a closed year behind the money, verify knows them all. */
    @Test
    void aYearIsClosedReopenedAndClosedAgainWithTheSameFigures() throws Exception {
        Page bureau = signedIn(COUNTY, "县区主管", 1, DESK, true);
        List<String> first = closed(bureau, "year-7-closed");
        bureau.navigate(at("/year-end/preview?year=" + LAST_YEAR + "&subtree=true"));
        picture(bureau, "year-8-second-close");
        assertThat(bureau.locator("main")).containsText("已经结转");
        assertThat(bureau.locator("form[action='/year-end']")).hasCount(0);
        reopened(bureau);
        List<String> again = closed(bureau, "year-10-closed-again");
        assertThat(again).isNotEmpty().isEqualTo(first);
        List<String> said = new ArrayList<>();
        assertThat(market.run("verify", said)).as(String.join("\n", said)).isZero();
        Page phone = signedIn(COUNTY, "县区主管", 1, PHONE, true);
        phone.navigate(bureau.url());
        picture(phone, "year-11-phone");
        reopened(bureau);
    }

    private List<String> closed(Page bureau, String picture) {
        bureau.navigate(at("/year-end"));
        // From December on the page offers the year that ends.
        bureau.locator("form[action='/year-end/preview'] [name=year]").fill(String.valueOf(LAST_YEAR));
        bureau.locator("form[action='/year-end/preview'] input[name=subtree][type=checkbox]")
                .check();
        bureau.locator("form[action='/year-end/preview'] button[type=submit]").click();
        assertThat(bureau.locator("h1")).containsText(LAST_YEAR + " 年度结转试算");
        bureau.locator("form[action='/year-end'] input[name=release][type=checkbox]")
                .check();
        bureau.locator("form[action='/year-end'] summary").click();
        bureau.locator("form[action='/year-end'] button").click();
        assertThat(bureau.locator("#progress .badge-tone")).containsText("已完成", PATIENTLY);
        bureau.reload();
        picture(bureau, picture);
        return bureau.locator("main table tbody tr").allInnerTexts();
    }

    private void reopened(Page bureau) {
        bureau.navigate(at("/year-end"));
        bureau.locator("main table a[href^='/year-end/']").first().click();
        bureau.waitForURL(url -> url.matches(".*/year-end/[0-9a-f-]{36}"));
        bureau.waitForLoadState();
        String close = bureau.url();
        bureau.locator("[name=reason]").fill("漏记一张凭证");
        bureau.locator("form[action$='/reopen'] summary").click();
        bureau.locator("form[action$='/reopen'] button").click();
        assertThat(bureau.locator("#progress .badge-tone")).containsText("已完成", PATIENTLY);
        picture(bureau, "year-9-reopened");
        bureau.navigate(close);
        assertThat(bureau.locator("main")).containsText("重开了这次结转");
        assertThat(bureau.locator("form[action$='/reopen']")).hasCount(0);
    }

    /** Counts, freezes and computes this year anew: two thousand pupils of each of three levels in each of these schools. */
    private void computed(Page bureau, List<String> schools) {
        bureau.navigate(at("/enrolment"));
        bureau.locator("[name=fiscalYear]").fill(Integer.toString(School.YEAR));
        bureau.locator("[name=censusDate]").fill(LAST_YEAR + "-09-05");
        bureau.locator("form[action='/enrolment'][method=post] button[type=submit]")
                .click();
        choose(
                bureau,
                schools.stream()
                        .flatMap(code -> Stream.of("小学,2000,0,0", "初中,2000,0,0", "特殊教育,2000,0,2000")
                                .map(counted -> code + ",00," + counted + "\n"))
                        .collect(Collectors.joining("", "学校代码,教学点代码,学段,学生数,寄宿生数,视力残疾\n", "")));
        bureau.locator("button[value=write]").click();
        assertThat(bureau.locator("#flash")).containsText("已写入快照");
        bureau.locator("details.danger summary").click();
        bureau.locator("details.danger button").click();
        assertThat(bureau.locator("#flash")).containsText("快照已冻结");
        bureau.navigate(at("/allocations"));
        bureau.locator("form[action='/allocations'][method=post] button[type=submit]")
                .click();
        assertThat(bureau.locator("h1")).containsText(School.YEAR + " 年度经费测算");
    }
}
