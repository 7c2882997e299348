package org.ziyuan.storefront.journey;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/**
 * A vendor brings 1,200 titles as the file is, completes them and hands them over; the operator reads them by figures and
 * samples and gives them back, so that other walks find what they found. Pictures lie in target/screenshots.
 */
class CatalogueBrowserTests extends BrowserWalk {

    private static final Path TEXTBOOKS = Path.of("src/main/resources/demo/textbooks.csv");

    @Test
    void twelveHundredTitlesAreBroughtCompletedHandedOverAndRead() throws IOException {
        Page vendor = signedIn("探微科学教育有限公司", "供应商", DESK);
        vendor.navigate(at("/vendor/listings"));
        vendor.locator("main a[href='/vendor/catalogue']").click();
        picture(vendor, "catalogue-1-empty");
        vendor.locator("a[href='/intake/listings']").click();
        choose(vendor, Files.readString(TEXTBOOKS));
        vendor.locator("form[enctype='multipart/form-data'] button[type=submit]")
                .click();
        assertThat(vendor.locator("h1")).containsText("可以写入");
        assertThat(vendor.locator(".notice.bad")).containsText("有错误的行会跳过");
        picture(vendor, "catalogue-2-difference");
        confirm(vendor, "/apply");
        assertThat(vendor.locator("#flash")).containsText("已全部写入");

        vendor.navigate(at("/vendor/catalogue"));
        assertThat(vendor.locator("main")).containsText("缺：报价");
        picture(vendor, "catalogue-3-incomplete");
        vendor.locator("#field-link").fill("https://reader.example.cn/book/{code}");
        vendor.locator("form[action$='/link'] button").click();
        assertThat(vendor.locator("#flash")).containsText("补上打开链接");
        vendor.locator("#field-price").fill("4.50");
        vendor.locator("form[action$='/price'] button").click();
        assertThat(vendor.locator("#flash")).containsText("添加报价");
        picture(vendor, "catalogue-4-complete");
        vendor.setViewportSize(PHONE, 900);
        picture(vendor, "catalogue-5-phone");
        confirm(vendor, "/submit");
        assertThat(vendor.locator("#flash")).containsText("1,105");

        Page operator = signedIn("资源超市运营中心", "平台运营", DESK);
        operator.navigate(at("/review"));
        picture(operator, "catalogue-6-review");
        operator.locator("a[href^='/review/vendors/']").first().click();
        assertThat(operator.locator("main")).containsText("1,105");
        picture(operator, "catalogue-7-batch");
        operator.setViewportSize(PHONE, 900);
        picture(operator, "catalogue-8-batch-phone");
        operator.locator("[name=reason]").fill("请先写明授权范围");
        operator.locator("form[action$='/return'] button").click();
        assertThat(operator.locator("#flash")).containsText("已退回 1,105 条");

        vendor.navigate(at("/vendor/listings"));
        vendor.locator("table.ledger tbody a").first().click();
        picture(vendor, "catalogue-9-draft");
    }

    private static void confirm(Page page, String act) {
        page.locator("form[action$='" + act + "'] details.danger summary").click();
        page.locator("form[action$='" + act + "'] details.danger button").click();
    }
}
