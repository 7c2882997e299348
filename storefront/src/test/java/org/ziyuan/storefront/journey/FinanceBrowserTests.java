package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The pages for money, walked through by those who work with them. Pictures lie in target/screenshots. */
class FinanceBrowserTests extends BrowserWalk {

    private static final int NEXT_YEAR = School.YEAR + 1;

    @Test
    void anAuditorOpensTheTreeAndWalksFromAFigureToItsJournal() {
        Page auditor = signedIn(COUNTY, "审计人员", DESK, true);
        auditor.navigate(at("/spending"));
        Locator untouched = auditor.locator("table.tree tbody tr", new Page.LocatorOptions().setHasText("0.0%"))
                .first();
        assertThat(untouched.locator("rect")).hasCount(1);
        int before = auditor.locator("table.tree tbody tr").count();
        Locator opener = auditor.locator("a.expand").first();
        opener.click();
        assertThat(opener).hasAttribute("aria-expanded", "true");
        assertThat(auditor.locator("tr.depth-2").first()).isVisible();
        assertThat(auditor.locator("table.tree tbody tr").count()).isGreaterThan(before);
        picture(auditor, "finance-1-tree");
        opener.click();
        assertThat(auditor.locator("tr.depth-2").first()).isHidden();

        auditor.locator("tfoot a[href*='/figures/available']").click();
        assertThat(auditor.locator("h1")).containsText("可用");
        picture(auditor, "finance-2-figure");
        auditor.locator("a[href^='/spending/accounts/']").first().click();
        assertThat(auditor.locator("main h2").first()).containsText("明细账");
        picture(auditor, "finance-3-account");
        auditor.locator("a[href^='/spending/journals/']").first().click();
        assertThat(auditor.locator("h1")).containsText("凭证 #");
        picture(auditor, "finance-4-journal");
        auditor.navigate(at("/spending/months"));
        assertThat(auditor.locator(".chart svg")).hasCount(2);
        picture(auditor, "finance-5-months");
        auditor.navigate(at("/spending/trial-balance"));
        assertThat(auditor.locator(".notice.good")).containsText("借贷相等");
        picture(auditor, "finance-6-trial-balance");
    }

    @Test
    void everyTableLeavesAsAFileWithAChineseName() {
        Page accountant = signedIn(SCHOOL, "会计", DESK, true);
        for (String page : List.of("/spending", "/spending/months", "/spending/trial-balance")) {
            for (String format : List.of("csv", "xlsx")) {
                accountant.navigate(at(page));
                Download file = accountant.waitForDownload(() -> accountant
                        .locator("a[href*='format=" + format + "']")
                        .first()
                        .click());
                assertThat(file.suggestedFilename()).startsWith(SCHOOL).endsWith("." + format);
                assertThat(file.failure()).isNull();
            }
        }
    }

    @Test
    void aCountIsTriedOutCorrectedWrittenAndFrozen() {
        Page bureau = signedIn(COUNTY, "县区主管", DESK, true);
        bureau.navigate(at("/enrolment"));
        picture(bureau, "finance-7-enrolment");
        bureau.locator("[name=fiscalYear]").fill(Integer.toString(NEXT_YEAR));
        bureau.locator("[name=censusDate]").fill(School.YEAR + "-09-05");
        bureau.locator("form[action='/enrolment'][method=post] button[type=submit]")
                .click();
        assertThat(bureau.locator("h1")).containsText(Integer.toString(NEXT_YEAR));
        String school = codeOfTheSchool();
        choose(bureau, "学校代码,教学点代码,学段,学生数,寄宿生数\n" + school + ",00,小学,-5,0\n");
        bureau.locator("button[value=try]").click();
        assertThat(bureau.locator("#dry-run .notice.bad")).containsText("1 处错误");
        picture(bureau, "finance-8-dry-run");
        Download workbook = bureau.waitForDownload(
                () -> bureau.locator("button[formaction$='/errors']").click());
        assertThat(workbook.suggestedFilename()).endsWith(".xlsx");

        choose(bureau, "学校代码,教学点代码,学段,学生数,寄宿生数\n" + school + ",00,小学,365,20\n");
        bureau.locator("button[value=write]").click();
        assertThat(bureau.locator("#flash")).containsText("已写入快照");
        bureau.locator("details.danger summary").click();
        bureau.locator("details.danger button").click();
        assertThat(bureau.locator("#flash")).containsText("快照已冻结");
        picture(bureau, "finance-9-frozen");

        bureau.navigate(at("/allocations"));
        bureau.locator("form[action='/allocations'][method=post] button[type=submit]")
                .click();
        assertThat(bureau.locator("h1")).containsText(NEXT_YEAR + " 年度经费测算");
        assertThat(bureau.locator("main")).containsText("要由另一个人审批");
        picture(bureau, "finance-10-allocation");
        bureau.locator("a[href*='/schools/']").first().click();
        assertThat(bureau.locator("main")).containsText("人数 × 标准");
        picture(bureau, "finance-11-why");
    }

    @Test
    void aTransferIsSeenInFiguresBeforeItIsAskedForAndDecidedByTheBureau() {
        Page accountant = signedIn(SCHOOL, "会计", DESK, true);
        accountant.navigate(at("/budget-changes/new?kind=ADDITION"));
        accountant.locator("button:has-text('看看会怎样')").click();
        assertThat(accountant.locator("#error-summary")).isVisible();
        picture(accountant, "finance-12-errors");
        accountant.locator("[name=amount]").fill("1234.50");
        accountant.locator("[name=reason]").fill("新增两个教学班");
        accountant.locator("button:has-text('看看会怎样')").click();
        assertThat(accountant.locator("h1")).containsText("追加 ¥1,234.50");
        picture(accountant, "finance-13-preview");
        accountant.locator("button:has-text('提交申请')").click();
        assertThat(accountant.locator("h1")).containsText("待审批");

        Page bureau = signedIn(COUNTY, "县区主管", DESK, true);
        assertThat(bureau.locator("#waiting")).containsText("新增两个教学班");
        picture(bureau, "finance-14-home");
        bureau.navigate(at("/inbox"));
        picture(bureau, "finance-14-inbox");
        bureau.locator("a[href^='/budget-changes/']").first().click();
        bureau.locator("button[value=APPROVE]").click();
        assertThat(bureau.locator("#flash")).containsText("¥1,234.50 已记账");
        picture(bureau, "finance-15-approved");
    }

    /** A sheet of A4 on its long side is 277 mm wide between its margins. */
    @Test
    void aPrintedTableKeepsAllItsColumns() {
        int sheet = 277 * 96 * 10 / 254;
        Page bureau = signedIn(COUNTY, "县区主管", DESK, true);
        bureau.navigate(at("/spending"));
        bureau.setViewportSize(sheet, 750);
        bureau.emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));

        assertThat(bureau.locator("main table")).isVisible();
        Object width = bureau.locator("main table").evaluate("table => table.scrollWidth");
        assertThat((int) width).isBetween(sheet / 2, sheet);
        assertThat(bureau.evaluate("() => [...document.styleSheets].filter(sheet => sheet.media.mediaText === 'print')"
                        + ".some(sheet => [...sheet.cssRules].some(rule => rule.cssText.includes('landscape')))"))
                .isEqualTo(true);
    }

    @Test
    void aClosingYearIsSeenFirst() {
        Page bureau = signedIn(COUNTY, "县区主管", DESK, true);
        bureau.navigate(at("/year-end"));
        bureau.locator("form[action='/year-end/preview'] button[type=submit]").click();
        assertThat(bureau.locator("h1")).containsText("结转试算");
        picture(bureau, "finance-16-year-end");
        bureau.navigate(at("/purposes"));
        picture(bureau, "finance-17-purposes");
    }

    @Test
    void withoutScriptTheSamePagesLeadTheSameWay() {
        Page auditor = signedIn(COUNTY, "审计人员", DESK, false);
        auditor.navigate(at("/spending"));
        assertThat(auditor.locator("a.expand").first()).isHidden();
        auditor.locator("table.tree tbody th a:visible").first().click();
        assertThat(auditor.locator("nav.crumbs")).isVisible();
        assertThat(auditor.locator("table.tree")).isVisible();
    }

    @Test
    void whatIsNotYoursIsNotThere() {
        Page accountant = signedIn(SCHOOL, "会计", DESK, true);
        Map<String, Integer> expected = Map.of(
                "/allocations", 403,
                "/enrolment", 403,
                "/spending?at=00000000-0000-0000-0000-000000000000", 404,
                "/spending/journals/00000000-0000-0000-0000-000000000000", 404,
                "/spending/accounts/999999999", 404,
                "/spending/figures/nonsense", 400,
                "/spending/exports/tree?format=exe", 400,
                "/budget-changes/00000000-0000-0000-0000-000000000000", 404);
        expected.forEach((path, status) ->
                assertThat(accountant.navigate(at(path)).status()).as(path).isEqualTo(status));
        picture(accountant, "finance-18-refused");
    }

    @Test
    void theyFitAPhone() {
        Page bureau = signedIn(COUNTY, "县区主管", PHONE, true);
        for (String path : List.of(
                "/spending",
                "/spending/months",
                "/spending/trial-balance",
                "/spending/figures/available",
                "/allocations",
                "/enrolment",
                "/budget-changes",
                "/budget-changes/new?kind=TRANSFER",
                "/purposes",
                "/year-end",
                "/year-end/preview?year=" + (School.YEAR - 1) + "&subtree=true")) {
            bureau.navigate(at(path));
            picture(bureau, "finance-phone" + path.replaceAll("[^a-z]", "-"));
            Object overflow =
                    bureau.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assertThat(((Number) overflow).intValue())
                    .as(path + " is wider than the phone")
                    .isLessThanOrEqualTo(1);
            assertThat(bureau.locator("main h1").innerText()).as(path).doesNotContain("出错", "找不到");
        }
    }
}
