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
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A company that has never seen the market: from its application to 1,200 listings out of the list as it is, with the rows that
 * were wrong mended from the workbook, a file and a cover, an application that passes its conformance page, a review that
 * returns all once, a sale, and a teacher who opens it. Pictures lie in target/screenshots.
 */
class VendorJourneyBrowserTests extends BrowserWalk {

    private static final String COMPANY = "木棉教育科技有限公司";
    private static final String TABLE = """
            资源编号,名称,类别,学段,学科,简介,打开链接
            MM-1,木棉识字卡,资源,小学,语文,四百张卡片。,
            MM-2,木棉口算,应用,小学,数学,每天五分钟。,
            """;

    /** The list of the platform as it is: 1,200 titles, of which 95 name another grade than their cell. */
    private static final Path TEXTBOOKS = Path.of("src/main/resources/demo/textbooks.csv");

    private static final Pattern GRADE_OF_THE_TITLE = Pattern.compile("([一二三四五六七八九]年级)(?!起点)");

    /** Its 1,200 titles would be found by the walks of others. */
    VendorJourneyBrowserTests(@TempDir(cleanup = CleanupMode.NEVER) Path folder) {
        super(RunningMarket.startWithProvince(folder, RunningMarket.freePort(), Map.of()));
    }

    @AfterEach
    void stop() throws InterruptedException {
        market.stop();
    }

    @Test
    void fromTheApplicationToATeacherWhoOpensWhatWasSold() throws IOException {
        Page company = windowOf(DESK, true);
        Page operator = signedIn("资源超市运营中心", "平台运营", DESK);
        becomesAVendor(company, operator);
        bringsTheListAsItIs(company);
        brings(company, TABLE);
        writes(company);
        sendsABookAndACover(company);
        letsItOpen(company, registersItsApp(company, operator));
        completes(company);
        isReadAndReturnedOnceThenPublished(company, operator);

        Page purchaser = signedIn(SCHOOL, "采购员", DESK);
        String order = buys(purchaser, listing(company, "木棉口算"));
        confirms(company, order);
        opens(signedIn(SCHOOL, "教师", DESK));
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
    private void bringsTheListAsItIs(Page company) throws IOException {
        company.navigate(at("/vendor/listings"));
        company.locator("main a[href='/vendor/catalogue']").click();
        picture(company, "catalogue-1-empty");
        brings(company, Files.readString(TEXTBOOKS));
        assertThat(company.locator(".notice.bad")).containsText("有错误的行会跳过");
        picture(company, "catalogue-2-difference");
        Download marked = company.waitForDownload(
                () -> company.locator("a[href$='/errors']").first().click());
        writes(company);
        brings(company, corrected(marked.path()));
        assertThat(company.locator("main")).containsText("95");
        writes(company);
    }

    /** What a person does in the spreadsheet: where the last column says what is wrong, the grade of the title is put. */
    private static String corrected(Path workbook) throws IOException {
        StringJoiner lines = new StringJoiner("\n");
        try (ReadableWorkbook book = new ReadableWorkbook(Files.newInputStream(workbook));
                Stream<Row> rows = book.getFirstSheet().openStream()) {
            List<List<String>> cells =
                    rows.map(VendorJourneyBrowserTests::cells).toList();
            List<String> heading = cells.get(0);
            int wrong = heading.size() - 1;
            lines.add(String.join(",", heading.subList(0, wrong)));
            for (List<String> row : cells.subList(1, cells.size())) {
                if (!row.get(wrong).isEmpty()) {
                    Matcher named = GRADE_OF_THE_TITLE.matcher(row.get(heading.indexOf("名称")));
                    assertThat(named.find()).as(row.toString()).isTrue();
                    row.set(heading.indexOf("年级"), named.group(1));
                }
                lines.add(row.subList(0, wrong).stream()
                        .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                        .collect(Collectors.joining(",")));
            }
        }
        return lines.toString();
    }

    private static List<String> cells(Row row) {
        List<String> cells = new ArrayList<>();
        for (int at = 0; at < row.getCellCount(); at++) {
            cells.add(row.getOptionalCell(at).map(Cell::getText).orElse(""));
        }
        return cells;
    }

    private void brings(Page company, String table) {
        company.navigate(at("/intake/listings"));
        choose(company, table);
        company.locator("form[enctype='multipart/form-data'] button[type=submit]")
                .click();
        assertThat(company.locator("h1")).containsText("可以写入");
    }

    private static void writes(Page company) {
        confirm(company, "/apply");
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

    /** What a file did not say is said for all at once. */
    private void completes(Page company) {
        company.navigate(at("/vendor/catalogue"));
        assertThat(company.locator("main")).containsText("缺：报价");
        picture(company, "catalogue-3-incomplete");
        company.locator("#field-link").fill("https://reader.example.cn/book/{code}");
        company.locator("form[action$='/link'] button").click();
        assertThat(company.locator("#flash")).containsText("补上打开链接");
        company.locator("#field-price").fill("2.00");
        company.locator("form[action$='/price'] button").click();
        assertThat(company.locator("#flash")).containsText("添加报价");
        picture(company, "vendor-journey-7-complete");
        company.setViewportSize(PHONE, 900);
        picture(company, "catalogue-5-phone");
        company.setViewportSize(DESK, 900);
        handsOver(company);
    }

    private void handsOver(Page company) {
        company.navigate(at("/vendor/catalogue"));
        confirm(company, "/submit");
        assertThat(company.locator("#flash")).containsText("1,202");
    }

    private void isReadAndReturnedOnceThenPublished(Page company, Page operator) {
        reads(operator);
        picture(operator, "catalogue-7-batch");
        operator.setViewportSize(PHONE, 900);
        picture(operator, "catalogue-8-batch-phone");
        operator.setViewportSize(DESK, 900);
        operator.locator("[name=reason]").fill("请先写明授权范围");
        operator.locator("form[action$='/return'] button").click();
        assertThat(operator.locator("#flash")).containsText("已退回 1,202 条");
        company.navigate(at("/vendor/catalogue"));
        assertThat(company.locator(".refusal")).containsText("请先写明授权范围");
        picture(company, "catalogue-9-draft");
        handsOver(company);
        reads(operator);
        confirm(operator, "/publish");
        assertThat(operator.locator("#flash")).containsText("1,202");
    }

    private void reads(Page operator) {
        operator.navigate(at("/review"));
        picture(operator, "vendor-journey-8-review");
        operator.locator("a[href^='/review/vendors/']").first().click();
        assertThat(operator.locator("main")).containsText("1,202");
    }

    private String buys(Page purchaser, String listing) {
        purchaser.navigate(at("/listings/" + listing));
        assertThat(purchaser.locator("h1")).containsText("木棉口算");
        picture(purchaser, "vendor-journey-9-listing");
        purchaser.locator("form.offer-form input[name=quantity]").first().fill("3");
        purchaser.locator("form.offer-form button").first().click();
        purchaser.locator("[name=purpose]").fill("三年级口算");
        purchaser.locator("input[name=budgetLine]").first().check();
        purchaser.getByText("用选中的指标").click();
        purchaser.getByText("提交采购申请").click();
        assertThat(purchaser.locator("body")).containsText("经费已预占");
        String requisition = purchaser.url();
        approve(signedIn(SCHOOL, "会计", DESK), "vendor-journey-10-accountant");
        approve(signedIn(SCHOOL, "校长", DESK), "vendor-journey-11-principal");
        reloadUntil(purchaser, requisition, "看订单");
        purchaser.locator("a", new Page.LocatorOptions().setHasText("看订单")).click();
        return purchaser.url();
    }

    private void confirms(Page company, String order) {
        company.navigate(at("/vendor"));
        assertThat(company.locator("main")).containsText("确认");
        picture(company, "vendor-journey-12-home");
        company.navigate(order.replace("/orders/", "/vendor/orders/"));
        company.getByText("确认接单").click();
        assertThat(company.locator("body")).containsText("授权已生效");
    }

    private void opens(Page teacher) {
        VendorsOwnApp.stands(teacher.context(), this::at);
        teacher.navigate(at("/library"));
        assertThat(teacher.locator("main")).containsText("木棉口算");
        picture(teacher, "vendor-journey-13-library");
        teacher.locator("form[action='/lti/launches'] button").first().click();
        assertThat(teacher.locator("h1")).containsText("您好");
        assertThat(teacher.locator("#claims")).containsText("Instructor");
        picture(teacher, "vendor-journey-14-opened");
    }

    private static void confirm(Page page, String act) {
        page.locator("form[action$='" + act + "'] details.danger summary").click();
        page.locator("form[action$='" + act + "'] details.danger button").click();
    }

    private void drafts(Page company, String title) {
        company.navigate(at("/vendor/listings?find=" + URLEncoder.encode(title, StandardCharsets.UTF_8)));
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
