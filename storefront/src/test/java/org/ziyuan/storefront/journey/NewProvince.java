package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.ziyuan.marketplace.factor.Phone;

/** What people of a province that moves in do on its pages, one act each. */
final class NewProvince {

    static final String PASSWORD = "一句只有我知道的长话 7";
    static final String COUNTY = "440103";
    static final String SCHOOL = "s-first";
    static final String VENDOR = "v-first";

    private static final String TREE = """
            机构代码,机构名称,机构类别,上级机构代码,办学类型,城乡分类,办别,寄宿制,统一社会信用代码
            440000,广东省教育厅,省,,,,,,
            440100,广州市教育局,市,440000,,,,,
            440103,荔湾区教育局,县区,440100,,,,,
            s-first,第一小学,学校,440103,小学,城区,公办,否,
            v-first,新星教育科技有限公司,供应商,,,,,,91440000MADEM0001C
            """;

    private final UnaryOperator<String> at;

    /** @param at makes the address of a page */
    NewProvince(UnaryOperator<String> at) {
        this.at = at;
    }

    /** Everybody who decides or pays sets a phone up when he comes the first time; nobody gets by without. */
    void setUpThePhone(Page page) {
        assertThat(page.locator("h1")).containsText("设置第二步验证");
        page.navigate(at.apply("/people"));
        page.waitForURL("**/sign-in**");
        page.navigate(at.apply("/sign-in/second-factor"));
        Phone phone = new Phone(page.locator("code.secret").first().textContent());
        page.locator("[name=oneTimeCode]").fill(phone.code());
        submit(page);
        assertThat(page.locator(".recovery-codes code")).hasCount(10);
        page.locator("main a.btn-primary").click();
    }

    static void submit(Page page) {
        page.locator("main button[type=submit]").first().click();
    }

    void bringsTheTree(Page operator) {
        operator.navigate(at.apply("/intake/organizations"));
        chooses(operator, "机构.csv", TREE);
        submit(operator);
        assertThat(operator.locator("h1")).containsText("可以写入");
        confirm(operator);
        assertThat(operator.locator("#flash")).containsText("已全部写入");
    }

    static void chooses(Page page, String name, String csv) {
        page.locator("#field-file")
                .setInputFiles(new FilePayload(name, "text/csv", csv.getBytes(StandardCharsets.UTF_8)));
    }

    private static void confirm(Page page) {
        page.locator("details.danger summary").first().click();
        page.locator("details.danger button").first().click();
    }

    /** Pupils are counted and frozen, this year's money is computed by one, agreed to by another, posted and released. */
    void givesTheSchoolItsMoney(Page counting, Page agreeing, int year) {
        counting.navigate(at.apply("/enrolment"));
        counting.locator("[name=fiscalYear]").fill(Integer.toString(year));
        counting.locator("[name=censusDate]").fill((year - 1) + "-09-05");
        counting.locator("form[action='/enrolment'][method=post] button[type=submit]")
                .click();
        chooses(counting, "学籍.csv", "学校代码,教学点代码,学段,学生数,寄宿生数\n" + SCHOOL + ",00,小学,600,0\n");
        counting.locator("button[value=write]").click();
        confirm(counting);
        counting.navigate(at.apply("/allocations"));
        counting.locator("form[action='/allocations'][method=post] button[type=submit]")
                .click();
        assertThat(counting.locator("h1")).containsText("经费测算");
        agreeing.navigate(at.apply("/inbox"));
        agreeing.locator("main .tasks a").first().click();
        agreeing.locator("form[action$='/approve'] button").click();
        agreeing.locator("form[action$='/post'] button").click();
        Locator release = agreeing.locator("form[action*='/tranches/1/release']");
        release.locator("summary").click();
        release.locator("button").click();
        assertThat(agreeing.locator("td[data-label='状态'] .badge-tone").first()).containsText("已下达");
    }

    void writesAListing(Page vendor) {
        vendor.navigate(at.apply("/vendor/listings/new"));
        vendor.locator("[name=kind]").selectOption("app");
        Map.of("title", "口算小能手", "summary", "口算练习，自动批改。")
                .forEach(
                        (field, words) -> vendor.locator("[name=" + field + "]").fill(words));
        vendor.locator("[name=stage]").selectOption("小学");
        vendor.locator("[name=subject]").selectOption("数学");
        vendor.getByText("保存草稿").click();
        String draft = vendor.url();
        vendor.locator("a[href$='/offers']").first().click();
        vendor.locator("[name=kind]").selectOption("WHOLE_SCHOOL");
        Map.of("name", "全校一年", "price", "1200", "termMonths", "12", "terms", "全校师生可用")
                .forEach((field, words) ->
                        vendor.locator("form [name=" + field + "]").last().fill(words));
        vendor.locator("main form button[type=submit]").last().click();
        vendor.navigate(draft);
        vendor.locator("form[action$='/submit'] button").click();
        assertThat(vendor.locator("main")).containsText("待审核");
    }

    void sets(Page operator, String setting, String value) {
        operator.navigate(at.apply("/settings"));
        operator.locator("#field-setting").selectOption(setting);
        operator.locator("#field-value").fill(value);
        submit(operator);
        assertThat(operator.locator("main")).containsText("请写明");
        assertThat(operator.locator("#field-value")).hasValue(value);
        operator.locator("#field-reason").fill("省厅来函");
        submit(operator);
        assertThat(operator.locator("#standing")).containsText(value);
    }

    void addsToTheVocabulary(Page operator) {
        operator.locator("#field-value").fill("人教版");
        operator.locator("#field-written").fill("部编");
        operator.locator("#field-reason").fill("新教材这样写");
        submit(operator);
        assertThat(operator.locator("main")).containsText("这个词已经有了，意思是“统编版”");
        assertThat(operator.locator("#field-value")).hasValue("人教版");
        operator.locator("#field-written").fill("人教社二〇二四版");
        submit(operator);
        assertThat(operator.locator("#edition")).containsText("人教社二〇二四版");
        assertThat(operator.locator("#added")).containsText("新教材这样写");
    }

    void registersTheVendorsApp(Page operator) {
        operator.navigate(at.apply("/tools/new"));
        operator.locator("#field-name").fill("口算应用");
        operator.locator("#field-initiateLoginUri").fill("http://app.example.com/lti/login");
        operator.locator("#field-redirectUris").fill(VendorsOwnApp.LAUNCH);
        operator.locator("#field-targetLinkUri").fill(VendorsOwnApp.HOME);
        operator.locator("#field-jwksUrl").fill(VendorsOwnApp.KEYS);
        submit(operator);
        assertThat(operator.locator("body")).containsText("必须是 https");
        assertThat(operator.locator("#field-name")).hasValue("口算应用");
        operator.locator("#field-initiateLoginUri").fill(VendorsOwnApp.LOGIN);
        submit(operator);
        assertThat(operator.locator("tbody")).containsText("口算应用");
    }

    void publishesWithIt(Page operator) {
        operator.navigate(at.apply("/"));
        operator.locator("#waiting a", new Page.LocatorOptions().setHasText("口算小能手"))
                .click();
        operator.locator("select[name=tool]")
                .selectOption(new com.microsoft.playwright.options.SelectOption().setLabel("口算应用"));
        operator.locator("form[data-opening] button").click();
        assertThat(operator.locator("#flash")).containsText("打开方式已改");
        operator.locator("form[action$='/publish'] button").click();
        assertThat(operator.locator("#flash")).containsText("已发布");
    }
}
