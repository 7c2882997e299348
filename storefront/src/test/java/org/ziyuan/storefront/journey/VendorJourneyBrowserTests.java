package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/**
 * A company that has never seen the market: from its application to listings out of a table, a file and a cover that are sent,
 * an application that passes its conformance page, and publication. Pictures lie in target/screenshots.
 */
class VendorJourneyBrowserTests extends BrowserWalk {

    private static final String COMPANY = "木棉教育科技有限公司";
    private static final String HEAD = "资源编号,名称,类别,学段,学科,简介,打开链接\n";
    private static final String BAD = "MM-3,木棉古诗一百首,资源,火星,语文,每天一首。,https://reader.example.cn/3\n";
    private static final String TABLE = HEAD + "MM-1,木棉识字卡,资源,小学,语文,四百张卡片。,\n" + "MM-2,木棉口算,应用,小学,数学,每天五分钟。,\n" + BAD;

    @Test
    void fromTheApplicationToPublishedListingsThatOpen() throws IOException {
        Page company = windowOf(DESK, true);
        Page operator = signedIn("资源超市运营中心", "平台运营", DESK);
        becomesAVendor(company, operator);
        bringsItsTable(company);
        sendsABookAndACover(company);
        String tool = registersItsApp(company, operator);
        letsItOpen(company, tool);
        prices(company);
        company.locator("form[action$='/vendor/catalogue/submit'] details.danger summary")
                .click();
        company.locator("form[action$='/vendor/catalogue/submit'] details.danger button")
                .click();
        publishes(operator, "木棉识字卡");
        publishes(operator, "木棉口算");
        publishes(operator, "木棉古诗一百首");

        Page purchaser = signedIn(SCHOOL, "采购员", DESK);
        purchaser.navigate(at("/listings/" + listing(company, "木棉识字卡")));
        assertThat(purchaser.locator("h1")).containsText("木棉识字卡");
        picture(purchaser, "vendor-journey-9-listing");
    }

    private void becomesAVendor(Page company, Page operator) {
        company.navigate(at("/vendor/apply"));
        Map.of(
                        "name",
                        COMPANY,
                        "creditCode",
                        "91440000MA5QMX0306",
                        "contactName",
                        "梁经理",
                        "phone",
                        "020-87654321",
                        "login",
                        "liang.mm")
                .forEach((field, words) -> company.locator("#field-" + field).fill(words));
        company.locator("#field-vendorType").selectOption("training");
        sends(company);
        String code = company.locator("[data-code]").innerText();
        operator.navigate(at("/vendors"));
        operator.locator("section[data-application]", new Page.LocatorOptions().setHasText(COMPANY))
                .locator("form[action$='/accept'] button")
                .click();
        company.navigate(at("/vendor/apply/status?applicationCode=" + code));
        company.locator("a[href^='/join']").click();
        company.locator("[name=password]").fill("一句只有我知道的长话 9");
        company.locator("[name=again]").fill("一句只有我知道的长话 9");
        sends(company);
        company.navigate(at("/vendor/qualification/business_licence"));
        company.locator("#field-paper").setInputFiles(new FilePayload("执照.pdf", "application/pdf", bytes("%PDF-1.7")));
        company.locator("#field-goodUntil")
                .fill(LocalDate.now(ZoneId.of("Asia/Shanghai")).plusYears(1).toString());
        sends(company);
        company.navigate(at("/vendor/qualification/data_promise"));
        company.locator("#field-said").check();
        sends(company);
        operator.navigate(at("/vendors"));
        operator.locator("tbody a", new Page.LocatorOptions().setHasText(COMPANY))
                .click();
        operator.locator("[data-requirement=business_licence] form[action$='/accept'] button")
                .click();
        operator.locator("[data-requirement=data_promise] form[action$='/accept'] button")
                .click();
        operator.locator("#field-said").fill("信用中国无失信记录");
        operator.locator("form[action$='/requirements/credit_record'] button").click();
        operator.locator("form[action$='/admit'] button").click();
        assertThat(operator.locator("#flash")).containsText("已准入");
    }

    /** What is wrong is skipped, marked in the workbook, and comes again corrected. */
    private void bringsItsTable(Page company) {
        brings(company, TABLE);
        Download marked = company.waitForDownload(
                () -> company.locator("a[href$='/errors']").first().click());
        assertThat(marked.suggestedFilename()).endsWith(".xlsx");
        writes(company);
        brings(company, HEAD + BAD.replace("火星", "小学"));
        writes(company);
    }

    private void brings(Page company, String table) {
        company.navigate(at("/intake/listings"));
        choose(company, table);
        company.locator("form[enctype='multipart/form-data'] button[type=submit]")
                .click();
        assertThat(company.locator("h1")).containsText("可以写入");
    }

    private static void writes(Page company) {
        company.locator("form[action$='/apply'] details.danger summary").click();
        company.locator("form[action$='/apply'] details.danger button").click();
        assertThat(company.locator("#flash")).containsText("已全部写入");
    }

    private void sendsABookAndACover(Page company) throws IOException {
        drafts(company, "木棉识字卡");
        assertThat(company.locator("#gaps")).containsText("打开方式");
        company.locator("#gaps a[href$='/opening']").click();
        company.locator("#field-file").setInputFiles(new FilePayload("识字卡.pdf", "application/pdf", bytes("MZ")));
        company.locator("#file button[type=submit]").click();
        assertThat(company.locator("#error-summary")).containsText("打不开");
        picture(company, "vendor-journey-1-unfit");
        company.locator("#field-file").setInputFiles(new FilePayload("识字卡.png", "image/png", drawn(900, 600)));
        company.locator("#file button[type=submit]").click();
        assertThat(company.locator("#now")).containsText("识字卡.png");
        company.locator("#field-cover").setInputFiles(new FilePayload("封面.png", "image/png", drawn(800, 1000)));
        company.locator("#cover button[type=submit]").click();
        assertThat(company.locator("#flash")).containsText("封面已换");
        picture(company, "vendor-journey-2-opening");
        company.setViewportSize(PHONE, 900);
        picture(company, "vendor-journey-3-opening-phone");
        company.setViewportSize(DESK, 900);
    }

    private String registersItsApp(Page company, Page operator) {
        VendorsOwnApp.stands(company.context(), this::at);
        company.navigate(at("/vendor/tools"));
        company.locator("main a[href='/vendor/tools/new']").first().click();
        company.locator("#field-name").fill("木棉口算应用");
        company.locator("#field-initiateLoginUri").fill(VendorsOwnApp.LOGIN);
        company.locator("#field-redirectUris").fill("https://app.example.com/elsewhere");
        company.locator("#field-targetLinkUri").fill(VendorsOwnApp.HOME);
        company.locator("#field-jwksUrl").fill(VendorsOwnApp.KEYS);
        sends(company);
        String tool = company.url();
        company.waitForPopup(() ->
                        trial(company, "TEACHER").locator("form[target] button").click())
                .waitForLoadState();
        company.navigate(tool);
        assertThat(trial(company, "TEACHER")).containsText("lti-redirect-uri-unknown");
        picture(company, "vendor-journey-4-trial-failed");
        company.locator("#field-redirectUris").fill(VendorsOwnApp.LAUNCH);
        company.locator("#addresses button[type=submit]").click();
        for (String role : new String[] {"TEACHER", "PUPIL", "ADMINISTRATOR"}) {
            Page opened = company.waitForPopup(
                    () -> trial(company, role).locator("form[target] button").click());
            opened.waitForURL(VendorsOwnApp.LAUNCH);
            assertThat(opened.locator("h1")).containsText("您好");
            opened.close();
            company.navigate(tool);
            trial(company, role).locator("form[action$='/seen'] button").click();
            assertThat(trial(company, role)).containsText("通过");
        }
        picture(company, "vendor-journey-5-trials-passed");
        operator.navigate(at("/"));
        operator.locator("#waiting a", new Page.LocatorOptions().setHasText("木棉口算应用"))
                .click();
        picture(operator, "vendor-journey-6-tool-review");
        operator.locator("form[action$='/approve'] button").click();
        assertThat(operator.locator("#flash")).containsText("已批准");
        return tool;
    }

    private static Locator trial(Page page, String role) {
        return page.locator("article[data-role=" + role + "]");
    }

    private void letsItOpen(Page company, String tool) {
        drafts(company, "木棉口算");
        company.locator("#opening a[href$='/opening']").click();
        company.locator("#field-tool").selectOption(tool.substring(tool.lastIndexOf('/') + 1));
        company.locator("#tool button[type=submit]").click();
        assertThat(company.locator("#now")).containsText("木棉口算应用");
    }

    private void prices(Page company) {
        company.navigate(at("/vendor/catalogue"));
        company.locator("#field-price").fill("2.00");
        company.locator("form[action$='/price'] button").click();
        assertThat(company.locator("#flash")).containsText("添加报价");
        picture(company, "vendor-journey-7-complete");
    }

    private void publishes(Page operator, String title) {
        operator.navigate(at("/review"));
        Locator submission = operator.locator("section.task:has(h2:text-is('" + title + "'))");
        picture(operator, "vendor-journey-8-review-" + title);
        submission.locator("form[action$='/publish'] button").click();
        assertThat(operator.locator("#flash")).containsText("已发布");
    }

    private void drafts(Page company, String title) {
        company.navigate(at("/vendor/listings"));
        company.locator("table.ledger tbody a", new Page.LocatorOptions().setHasText(title))
                .first()
                .click();
    }

    private String listing(Page company, String title) {
        drafts(company, title);
        String address = company.url().replaceFirst("/draft$", "");
        return address.substring(address.lastIndexOf('/') + 1);
    }

    private static void sends(Page page) {
        page.locator("main button[type=submit]").first().click();
    }

    private static byte[] bytes(String content) {
        return content.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] drawn(int width, int height) throws IOException {
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = picture.createGraphics();
        pen.setColor(new Color(0xB3, 0x3A, 0x2F));
        pen.fillRect(0, 0, width, height);
        pen.setColor(Color.WHITE);
        pen.fillOval(width / 4, height / 4, width / 2, height / 2);
        pen.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }
}
