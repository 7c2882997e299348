package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.ziyuan.marketplace.transaction.Ids;

/** The vendor's own pages: what he does there happens, and what belongs to another vendor does not exist for him. */
class VendorPortalTests {

    private static final String MATHS = "104c9yv";

    private final RunningMarket market = RunningMarket.shared();

    @Test
    void aVendorConfirmsAndInvoicesOnHisPagesAndAWrongAmountChangesNothing() {
        School school = School.of(market, "s0027", "v01");
        UUID order = school.order(School.offer(MATHS, "pupil_year"), 10);
        String page = "/vendor/orders/" + order;
        assertThat(school.vendor.page("/vendor/orders")).contains(order.toString());

        assertThat(school.vendor.submit(page, page + "/confirm", Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(school.orderOf(order).path("state").asString()).isEqualTo("CONFIRMED");
        String orderPage = "/orders/" + order;
        assertThat(school.teacher
                        .submit(orderPage, orderPage + "/reject", Map.of("reason", "两节课打不开"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(school.teacher.page(orderPage)).contains("待整改", "两节课打不开").doesNotContain("/accept");
        assertThat(school.vendor.page("/vendor")).contains("等您整改");
        assertThat(school.vendor.page(page)).contains("两节课打不开", "重新交付");
        assertThat(school.vendor
                        .submit(page, page + "/redeliver", Map.of("remark", "已重新上传"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(school.teacher.page(orderPage)).contains("已重新上传", "/accept");
        assertThat(school.teacher
                        .post(
                                "/api/v1/purchase-orders/" + order + "/accept",
                                Map.of("deliveredOn", "2026-11-20", "remark", "可以使用"))
                        .path("state")
                        .asString())
                .isEqualTo("ACCEPTED");

        Map<String, String> invoice = new HashMap<>();
        school.invoice(order).forEach((field, value) -> invoice.put(field, value.toString()));
        Map<String, String> wrong = new HashMap<>(invoice);
        wrong.put("amount", "1e9");
        assertThat(school.vendor.submit(page, page + "/invoice", wrong).statusCode())
                .isEqualTo(303);
        assertThat(school.vendor.page(page)).contains("写法不对");
        assertThat(school.orderOf(order).path("state").asString()).isEqualTo("ACCEPTED");

        assertThat(school.vendor.submit(page, page + "/invoice", invoice).statusCode())
                .isEqualTo(303);
        assertThat(school.orderOf(order).path("state").asString()).isEqualTo("INVOICED");
        assertThat(school.vendor.page("/vendor/invoices")).contains(page, "2026-12-20");
        assertThat(school.vendor.page(page)).contains("2026-12-20");
        assertThat(school.cashier.page(orderPage)).contains("2026-12-20");
        assertThat(school.cashier.page("/invoices")).contains("2026-12-20");
    }

    @Test
    void aVendorDeclinesWithAReasonAndNotWithoutOne() {
        School school = School.of(market, "s0029", "v01");
        UUID order = school.order(School.offer(MATHS, "pupil_year"), 10);
        String page = "/vendor/orders/" + order;

        assertThat(school.vendor
                        .submit(page, page + "/decline", Map.of("reason", " "))
                        .statusCode())
                .isEqualTo(303);
        assertThat(school.orderOf(order).path("state").asString()).isEqualTo("ISSUED");

        assertThat(school.vendor
                        .submit(page, page + "/decline", Map.of("reason", "本版即将修订"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(school.orderOf(order).path("state").asString()).isEqualTo("DECLINED");
    }

    @Test
    void anotherVendorsOrdersAndListingsDoNotExist() {
        School school = School.of(market, "s0031", "v01");
        UUID order = school.order(School.offer(MATHS, "pupil_year"), 10);
        UUID listing = School.listing(MATHS);
        UUID offer = School.offer(MATHS, "pupil_year");
        Somebody stranger = Somebody.signedIn(market, "v02.manager");

        assertThat(List.of(
                        "/vendor/orders/" + order,
                        "/api/v1/purchase-orders/" + order,
                        "/vendor/listings/" + listing,
                        "/vendor/listings/" + listing + "/offers",
                        "/vendor/listings/" + listing + "/draft"))
                .allSatisfy(path ->
                        assertThat(stranger.tryGet(path).statusCode()).as(path).isEqualTo(404));
        assertThat(List.of(
                        "/vendor/orders/" + order + "/confirm",
                        "/vendor/orders/" + order + "/decline",
                        "/vendor/orders/" + order + "/invoice",
                        "/vendor/listings/" + listing + "/draft",
                        "/vendor/listings/" + listing + "/submit",
                        "/vendor/listings/" + listing + "/discard",
                        "/vendor/listings/" + listing + "/withdraw",
                        "/vendor/offers/" + offer + "/retire",
                        "/vendor/offers/" + offer + "/price"))
                .allSatisfy(act -> assertThat(trespass(stranger, act, listing).statusCode())
                        .as(act)
                        .isEqualTo(404));
        assertThat(school.orderOf(order).path("state").asString()).isEqualTo("ISSUED");
        assertThat(stranger.page("/vendor/orders")).doesNotContain(order.toString());
    }

    @Test
    void aListingIsDraftedSanitisedSubmittedAndThenLeftAlone() {
        Somebody vendor = Somebody.signedIn(market, "v03.manager");
        UUID listing = Ids.next();
        String draft = "/vendor/listings/" + listing + "/draft";
        Map<String, String> words = sheet("分数的初步认识", "<p onclick=\"x()\">动画讲解<script>alert(1)</script></p>");

        assertThat(vendor.submit(draft, draft, words).statusCode()).isEqualTo(303);
        assertThat(vendor.page(draft)).contains("分数的初步认识", "动画讲解").doesNotContain("alert(1)", "onclick");
        offered(vendor, listing);

        assertThat(vendor.submit(draft, "/vendor/listings/" + listing + "/submit", Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(vendor.submit(draft, draft, sheet("改了名字", "<p>换了内容</p>")).statusCode())
                .isEqualTo(303);
        assertThat(vendor.page(draft)).contains("改了名字");
        assertThat(vendor.page("/vendor/listings")).contains("分数的初步认识").doesNotContain("改了名字");
    }

    @Test
    void anOfferIsAddedToADraftShownToTheReviewerAndSoldOncePublishedAndRetired() {
        Somebody vendor = Somebody.signedIn(market, "v03.manager");
        Somebody operator = Somebody.signedIn(market, "operator");
        UUID listing = Ids.next();
        UUID offer = Ids.next();
        String draft = "/vendor/listings/" + listing + "/draft";
        String offers = "/vendor/listings/" + listing + "/offers";
        assertThat(vendor.tryGet(offers).statusCode()).isEqualTo(404);
        assertThat(vendor.submit(draft, draft, sheet("古诗文诵读", "<p>音频</p>")).statusCode())
                .isEqualTo(303);
        assertThat(vendor.page(draft)).contains("还没有报价", offers);

        assertThat(vendor.submit(offers, offers, offerSheet(offer, "0")).statusCode())
                .isEqualTo(303);
        assertThat(vendor.page(offers)).contains("单价须大于零", "全校诵读", "处需要修改");
        assertThat(vendor.submit(offers, offers, offerSheet(offer, "1200")).statusCode())
                .isEqualTo(303);
        assertThat(vendor.submit(offers, offers, offerSheet(offer, "1200")).statusCode())
                .isEqualTo(303);
        assertThat(vendor.page(offers).split("data-offer=", -1)).as("one offer").hasSize(2);
        assertThat(Somebody.signedIn(market, "v02.manager").tryGet(offers).statusCode())
                .isEqualTo(404);

        assertThat(vendor.submit(draft, "/vendor/listings/" + listing + "/submit", Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(vendor.page(offers)).contains("审核有结果前报价不能改动").doesNotContain("name=\"price\"");
        assertThat(operator.page("/review")).contains("全校诵读", "¥1,200.00");
        assertThat(operator.submit(
                                "/review", "/review/" + listing + "/return", Map.of("reason-" + listing, "请写明音频的授权范围"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(vendor.page(draft)).contains("退回修改", "请写明音频的授权范围");

        assertThat(vendor.submit(draft, "/vendor/listings/" + listing + "/submit", Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(vendor.page(draft)).doesNotContain("请写明音频的授权范围");
        assertThat(operator.submit("/review", "/review/" + listing + "/publish", Map.of())
                        .statusCode())
                .isEqualTo(303);
        assertThat(Somebody.signedIn(market, "s0035.purchaser").page("/listings/" + listing))
                .contains("全校诵读", "¥1,200.00");
        assertThat(vendor.submit(offers, "/vendor/offers/" + offer + "/retire", Map.of("listing", listing.toString()))
                        .statusCode())
                .isEqualTo(303);
        assertThat(vendor.page("/vendor/listings/" + listing)).contains("还没有报价");
    }

    @Test
    void aPublishedListingIsRevisedBesideWhatSchoolsReadAndTheReviewerSeesBoth() {
        Somebody vendor = Somebody.signedIn(market, "v04.manager");
        Somebody operator = Somebody.signedIn(market, "operator");
        Somebody school = Somebody.signedIn(market, "s0035.purchaser");
        UUID listing = Ids.next();
        String draft = "/vendor/listings/" + listing + "/draft";
        String submit = "/vendor/listings/" + listing + "/submit";
        saved(vendor, draft, "汉字听写");
        assertThat(vendor.page(draft)).contains("申请上架还缺 1 项", "#add").doesNotContain(submit);
        offered(vendor, listing);
        press(vendor, draft, submit);
        press(operator, "/review", "/review/" + listing + "/publish");
        assertThat(vendor.page(draft)).contains("这是已上架资源的修订").doesNotContain(submit);

        saved(vendor, draft, "汉字听写 第二版");
        assertThat(vendor.page("/vendor/listings")).contains("修订草稿", "汉字听写 第二版");
        press(vendor, draft, submit);
        assertThat(vendor.page(draft)).contains("修订待审").doesNotContain(submit);
        assertThat(operator.page("/review")).contains("第 1 版的修订", "汉字听写 第二版", "原为：汉字听写");
        assertThat(school.page("/listings/" + listing)).contains("汉字听写").doesNotContain("第二版");

        assertThat(operator.submit("/review", "/review/" + listing + "/return", Map.of("reason-" + listing, "请写明改了什么"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(vendor.page(draft)).contains("请写明改了什么", submit);
        press(vendor, draft, submit);
        press(operator, "/review", "/review/" + listing + "/publish");
        assertThat(school.page("/listings/" + listing)).contains("汉字听写 第二版");

        saved(vendor, draft, "汉字听写 第三版");
        press(vendor, draft, "/vendor/listings/" + listing + "/discard");
        assertThat(vendor.page("/vendor/listings")).doesNotContain("第三版");
    }

    /** Six are more than are read one by one; given back in the end, so that other walks find what they found. */
    @Test
    void aTableBecomesDraftsThatAreCompletedHandedOverAndGivenBackTogether() {
        Somebody vendor = Somebody.signedIn(market, "v10.manager");
        Somebody operator = Somebody.signedIn(market, "operator");
        StringBuilder table = new StringBuilder("书号,title,stage,subject,edition,grade\n");
        for (int number = 1; number <= 6; number++) {
            table.append("P%d,语文读本%d,小学,语文,统编版,三年级\n".formatted(number, number));
        }
        table.append("P7,坏的一行,小学,三年级数学,统编版,三年级\n");
        String kind = "/intake/listings";
        assertThat(vendor.submit(kind, kind + "/headings", Map.of("source_id", "书号"))
                        .statusCode())
                .isEqualTo(303);
        String file = kind + "/" + brought(vendor, table.toString());
        assertThat(vendor.page(file)).contains("有错误的行会跳过", "不是目录里的值", "写入没有错误的行");
        assertThat(vendor.submit(file, file + "/apply", Map.of()).statusCode()).isEqualTo(303);

        String catalogue = "/vendor/catalogue";
        assertThat(vendor.page(catalogue)).contains("缺：报价").doesNotContain(catalogue + "/submit");
        Map<String, String> wrong = Map.of("link", "http://reader.example.cn/{code}");
        assertThat(vendor.submit(catalogue, catalogue + "/link", wrong).statusCode())
                .isEqualTo(303);
        assertThat(vendor.page(catalogue)).contains("https:// 开头的公网地址", "http://reader.example.cn/{code}");
        Map<String, String> right = Map.of("link", "https://reader.example.cn/{code}");
        assertThat(vendor.submit(catalogue, catalogue + "/link", right).statusCode())
                .isEqualTo(303);
        assertThat(vendor.submit(catalogue, catalogue + "/price", Map.of("price", "4.5"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(vendor.page(catalogue)).contains("提交 6 条审核");
        press(vendor, catalogue, catalogue + "/submit");

        String batch = operator.page("/review").replaceFirst("(?s).*href=\"(/review/vendors/[0-9a-f-]{36})\".*", "$1");
        assertThat(operator.page(batch)).contains("语文读本1", "¥4.50", "https://reader.example.cn/P1", "通过并发布 6 条");
        assertThat(vendor.tryGet(batch).statusCode()).isEqualTo(403);
        assertThat(operator.submit(batch, batch + "/return", Map.of("reason", " "))
                        .statusCode())
                .isEqualTo(303);
        assertThat(operator.page(batch)).contains("请写明");
        assertThat(operator.submit(batch, batch + "/return", Map.of("reason", "请写明适用教材"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(vendor.page(catalogue)).contains("提交 6 条审核");
        assertThat(vendor.tryGet(catalogue + "/export?format=csv").body()).contains("语文读本6", "P6", "4.50");
    }

    private static String brought(Somebody vendor, String table) {
        HttpResponse<String> answer = vendor.ask(
                "POST",
                "/api/v1/intakes?kind=listings&source=%E8%AF%BB%E6%9C%AC.csv",
                Map.of(
                        "Content-Type",
                        "text/csv",
                        "Idempotency-Key",
                        Ids.next().toString(),
                        "X-CSRF-TOKEN",
                        vendor.token()),
                table);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return answer.headers().firstValue("Location").orElseThrow().replaceFirst(".*/", "");
    }

    @Test
    void anOldPageOfTheReviewerPublishesAndReturnsNothingButWhatItShowed() {
        Somebody vendor = Somebody.signedIn(market, "v04.manager");
        Somebody operator = Somebody.signedIn(market, "operator");
        UUID listing = Ids.next();
        UUID offer = Ids.next();
        String draft = "/vendor/listings/" + listing + "/draft";
        String submit = "/vendor/listings/" + listing + "/submit";
        String offers = "/vendor/listings/" + listing + "/offers";
        saved(vendor, draft, "成语故事");
        assertThat(vendor.submit(offers, offers, offerSheet(offer, "30")).statusCode())
                .isEqualTo(303);
        press(vendor, draft, submit);
        press(operator, "/review", "/review/" + listing + "/publish");
        saved(vendor, draft, "成语故事 第二版");
        press(vendor, draft, submit);
        String before = operator.page("/review");
        priced(vendor, listing, offer, "99999");
        assertThat(vendor.page(draft)).contains("修订待审").doesNotContain("¥99,999.00");
        assertThat(operator.submit("/review", "/review/" + listing + "/return", Map.of("reason-" + listing, "请写明时长"))
                        .statusCode())
                .isEqualTo(303);
        priced(vendor, listing, offer, "99999");
        assertThat(vendor.page(draft)).contains("新单价 ¥99,999.00");
        press(vendor, draft, submit);
        assertThat(school(listing)).contains("¥30.00").doesNotContain("99,999");

        assertThat(stale(operator, before, "/review/" + listing + "/publish", Map.of()))
                .contains("全校诵读 · ¥30.00", "¥30.00 → ¥99999.00");
        assertThat(stale(operator, before, "/review/" + listing + "/return", Map.of("reason-" + listing, "请写明时长")))
                .contains("¥99999.00", "请写明时长</textarea>");

        assertThat(vendor.page(draft)).contains("修订待审").doesNotContain("退回修改");
        press(operator, "/review", "/review/" + listing + "/publish");
        assertThat(school(listing)).contains("¥99,999.00", "成语故事 第二版");
    }

    private String school(UUID listing) {
        return Somebody.signedIn(market, "s0035.purchaser").page("/listings/" + listing);
    }

    private static void priced(Somebody vendor, UUID listing, UUID offer, String price) {
        String page = "/vendor/listings/" + listing;
        assertThat(vendor.submit(
                                page,
                                "/vendor/offers/" + offer + "/price",
                                Map.of("listing", listing.toString(), "price", price))
                        .statusCode())
                .isEqualTo(303);
    }

    /** Sends a form of a page that is old by now. @return the page that answers it, which says that nothing was done */
    private static String stale(Somebody somebody, String page, String action, Map<String, String> fields) {
        HttpResponse<String> sent = somebody.press(page, action, fields);
        assertThat(sent.statusCode()).isEqualTo(303);
        HttpResponse<String> answer =
                somebody.follow(sent.headers().firstValue("Location").orElseThrow());
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("内容已经变动");
        return answer.body();
    }

    private static void saved(Somebody vendor, String draft, String title) {
        assertThat(vendor.submit(draft, draft, sheet(title, "<p>听写</p>")).statusCode())
                .isEqualTo(303);
    }

    /** An offer beside the draft, without which nobody may hand it over. */
    private static void offered(Somebody vendor, UUID listing) {
        String offers = "/vendor/listings/" + listing + "/offers";
        assertThat(vendor.submit(offers, offers, offerSheet(Ids.next(), "1200")).statusCode())
                .isEqualTo(303);
    }

    private static void press(Somebody somebody, String page, String action) {
        assertThat(somebody.submit(page, action, Map.of()).statusCode()).isEqualTo(303);
    }

    private static Map<String, String> offerSheet(UUID offer, String price) {
        return Map.of(
                "offer",
                offer.toString(),
                "kind",
                "WHOLE_SCHOOL",
                "name",
                "全校诵读",
                "price",
                price,
                "termMonths",
                "12",
                "minimumQuantity",
                "1",
                "terms",
                "全校师生可用");
    }

    @Test
    void whatNoFormOffersIsRefusedAndNothingIsKept() {
        Somebody vendor = Somebody.signedIn(market, "v03.manager");
        UUID listing = Ids.next();
        Map<String, String> forged = new HashMap<>(sheet("奇怪的种类", "<p>内容</p>"));
        forged.put("kind", "nonsense");

        String draft = "/vendor/listings/" + listing + "/draft";

        assertThat(vendor.submit(draft, draft, forged).statusCode()).isEqualTo(303);
        assertThat(vendor.page(draft)).contains("奇怪的种类").contains("处需要修改");
        assertThat(vendor.submit(draft, draft, sheet("", "<p>没有名字</p>")).statusCode())
                .isEqualTo(303);
        assertThat(vendor.page(draft)).contains("没有名字").contains("处需要修改");
        assertThat(vendor.page("/vendor/listings")).doesNotContain(listing.toString());
    }

    @Test
    void theVendorsHomeSaysWhatWaitsAndASchoolHasNoBusinessThere() {
        School school = School.of(market, "s0033", "v04");
        assertThat(school.vendor.page("/vendor")).contains("/vendor/orders");

        assertThat(school.purchaser.tryGet("/vendor").statusCode()).isEqualTo(403);
    }

    private static HttpResponse<String> trespass(Somebody stranger, String act, UUID listing) {
        Map<String, String> fields = new HashMap<>(sheet("不是我的", "<p>不是我的</p>"));
        fields.putAll(Map.of(
                "reason",
                "不是我的",
                "price",
                "1.00",
                "listing",
                listing.toString(),
                "number",
                "26440000000000000001",
                "issuedOn",
                "2026-11-21",
                "amount",
                "1.00",
                "tax",
                "0.00",
                "buyerName",
                "某校",
                "sellerCreditCode",
                "91440000MADEM0002A"));
        return stranger.submit("/vendor/listings", act, fields);
    }

    private static Map<String, String> sheet(String title, String html) {
        return Map.of(
                "kind",
                "resource",
                "title",
                title,
                "summary",
                "说明",
                "descriptionHtml",
                html,
                "stage",
                "小学",
                "subject",
                "数学",
                "link",
                "https://reader.example.cn/book");
    }
}
