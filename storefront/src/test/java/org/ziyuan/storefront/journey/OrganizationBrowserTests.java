package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** A province's office enters a county and brings its schools in by file. Pictures lie in target/screenshots. */
class OrganizationBrowserTests extends BrowserWalk {

    private static final String CITY = "广州市教育局";

    @Test
    void aCountyIsEnteredAndItsSchoolsComeInByFile() {
        Page office = signedIn("广东省教育厅", "省级主管", DESK);
        office.navigate(at("/organizations"));
        picture(office, "organizations-1-list");
        office.locator("a[href='/organizations/new']").click();
        enter(office, "x990106", "新区教育局", "没有这个市");
        assertThat(office.locator("#error-summary")).containsText("没有这个市");
        assertThat(office.locator("#field-name")).hasValue("新区教育局");
        picture(office, "organizations-2-refused");
        enter(office, "x990106", "新区教育局", CITY);
        assertThat(office.locator("h1")).containsText("新区教育局");
        picture(office, "organizations-3-county");

        office.navigate(at("/intake/organizations"));
        bring(office, "机构代码,机构名称,机构类别,上级机构代码\nx9901,新区一小,学校,X990106\nx9901,新区二小,大学,nowhere\n");
        assertThat(office.locator(".notice.bad")).containsText("处错误");
        picture(office, "organizations-4-faults");
        office.navigate(at("/intake/organizations"));
        bring(office, "新区学校名册,,,\n*机构代码,机构名称,机构类别,上级机构代码\nx9901,新区一小,学校,Ｘ990106\nx9902,新区二小,学校,x990106\n");
        assertThat(office.locator("h1")).containsText("可以写入");
        picture(office, "organizations-5-difference");
        office.locator("details.danger summary").click();
        office.locator("details.danger button").click();
        assertThat(office.locator("#flash")).containsText("已全部写入");

        office.navigate(at("/organizations?find=新区一小"));
        office.locator("table.ledger tbody a").first().click();
        office.locator("summary", new Page.LocatorOptions().setHasText("划转")).click();
        office.locator("form", new Page.LocatorOptions().setHas(office.locator("[value=MOVE]")))
                .locator("[name=parent]")
                .fill("荔湾区教育局");
        office.locator("button", new Page.LocatorOptions().setHasText("划转")).click();
        assertThat(office.locator("#flash")).containsText("已办理");
        assertThat(office.locator("main")).containsText("荔湾区教育局");
        picture(office, "organizations-6-moved");
        office.setViewportSize(PHONE, 900);
        picture(office, "organizations-7-phone");
    }

    private static void enter(Page office, String code, String name, String parent) {
        office.locator("#field-kind").selectOption("COUNTY");
        office.locator("#field-organizationCode").fill(code);
        office.locator("#field-name").fill(name);
        office.locator("#field-parent").fill(parent);
        Locator submit = office.locator("form[action='/organizations'][method=post] button[type=submit]");
        submit.click();
    }

    private static void bring(Page office, String csv) {
        office.locator("#field-file")
                .setInputFiles(new FilePayload("学校.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
        office.locator("form[enctype='multipart/form-data'] button[type=submit]")
                .click();
    }
}
