package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each refusal of the story says why in words, and gives back what was held. */
class RefusalTests {

    private static final String MATHS = "104c9yv";

    private static final Pattern CASHIERS_FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">");

    private final RunningMarket market = RunningMarket.shared();

    @Test
    void moreThanTheLineHoldsIsRefusedWithWhatIsAvailable() {
        School school = School.of(market, "s0013", "v01");
        String available = school.balance("available");
        UUID requisition = school.draft(School.offer(MATHS, "pupil_year"), 900_000);
        explain(school, requisition, 900_000, "要按学生统计使用情况");

        JsonNode refusal = school.purchaser.refused(409, "/api/v1/requisitions/" + requisition + "/submit", Map.of());

        assertThat(refusal.path("code").asString()).isEqualTo("budget-insufficient");
        assertThat(refusal.path("values").path("available").asString()).isEqualTo(available);
        assertThat(school.balance("reserved")).isEqualTo("0.00");
    }

    @Test
    void aDearerChoiceNeedsItsReasonAndTheOtherOfferIsKeptForWhoDecides() {
        School school = School.of(market, "s0015", "v01");
        UUID requisition = school.draft(School.offer(MATHS, "pupil_year"), 2_000);
        String submission = "/api/v1/requisitions/" + requisition + "/submit";

        JsonNode refusal = school.purchaser.refused(409, submission, Map.of());
        assertThat(refusal.path("code").asString()).isEqualTo("dearer-offer-needs-a-reason");
        assertThat(refusal.path("values").path("cheaper").asString()).isEqualTo("全校授权");

        explain(school, requisition, 2_000, "要按学生统计使用情况");
        assertThat(school.submit(requisition).path("state").asString()).isEqualTo("SUBMITTED");
        JsonNode line = school.accountant
                .get("/api/v1/requisitions/" + requisition)
                .path("lines")
                .get(0);
        assertThat(line.path("cheaperOffer").asString()).isEqualTo("全校授权");
        assertThat(line.path("cheaperTotal").asString())
                .isEqualTo(refusal.path("values").path("cheaperTotal").asString());
        assertThat(line.path("reason").asString()).isEqualTo("要按学生统计使用情况");
    }

    private static void explain(School school, UUID requisition, int quantity, String reason) {
        JsonNode explained = school.purchaser.post(
                "/api/v1/requisitions/" + requisition + "/lines",
                Map.of("offerId", School.offer(MATHS, "pupil_year"), "quantity", quantity, "reason", reason));
        assertThat(explained.path("lines").get(0).path("reason").asString()).isEqualTo(reason);
    }

    @Test
    void thePrincipalsNoReleasesTheMoney() {
        School school = School.of(market, "s0015", "v01");
        String before = school.balance("available");
        UUID requisition = school.draft(School.offer(MATHS, "pupil_year"), 30);
        assertThat(school.submit(requisition).path("state").asString()).isEqualTo("SUBMITTED");
        assertThat(school.decide(school.accountant, requisition, "APPROVE", "").isEmpty())
                .isFalse();

        assertThat(school.decide(school.principal, requisition, "REJECT", "本学期已有纸质教材")
                        .isEmpty())
                .isFalse();

        assertThat(school.awaitState(requisition, "REJECTED")
                        .path("outcomeReason")
                        .asString())
                .contains("本学期已有纸质教材");
        assertThat(school.balance("available")).isEqualTo(before);
    }

    @Test
    void aDeclinedOrderGivesTheMoneyBackAndNoLicence() {
        School school = School.of(market, "s0017", "v01");
        String before = school.balance("available");
        UUID order = school.order(School.offer(MATHS, "pupil_year"), 30);

        JsonNode declined =
                school.vendor.post("/api/v1/purchase-orders/" + order + "/decline", Map.of("reason", "本版即将修订"));

        assertThat(declined.path("state").asString()).isEqualTo("DECLINED");
        assertThat(school.balance("available")).isEqualTo(before);
        assertThat(school.purchaser.page("/orders/" + order)).contains("点“抄成新的采购申请”", ">抄成新的采购申请<");
        assertThat(school.accountant.page("/orders/" + order))
                .as("nobody is told to press what he does not have")
                .contains("授权没有生效")
                .doesNotContain("抄成新的采购申请");
        assertThat(school.teacher.get("/api/v1/my/resources").path("items").size())
                .isZero();
    }

    @Test
    void aFailedTransferMakesTheOrderPayableAgain() {
        School school = School.of(market, "s0019", "v01");
        UUID order = school.order(School.offer(MATHS, "pupil_year"), 30);
        assertThat(school.deliver(order).path("state").asString()).isEqualTo("INVOICED");
        String accepted = school.balance("accepted");
        String payment = school.cashier
                .post("/api/v1/purchase-orders/" + order + "/payments", Map.of("channel", "TREASURY"))
                .path("id")
                .asString();

        JsonNode failed =
                school.cashier.post("/api/v1/payments/" + payment + "/fail-transfer", Map.of("reason", "账号有误，银行退回"));

        assertThat(failed.path("state").asString()).isEqualTo("FAILED");
        assertThat(school.orderOf(order).path("state").asString()).isEqualTo("INVOICED");
        assertThat(school.cashier.page("/orders/" + order)).contains("可以再付一次");
        assertThat(school.teacher.page("/orders/" + order))
                .as("only who pays is told to pay again")
                .contains("付款没有成功")
                .doesNotContain("可以再付一次");
        assertThat(school.balance("accepted")).isEqualTo(accepted);
    }

    @Test
    void aSilentProviderLeavesAPaymentUnknownUntilItFailsAndAnotherChannelPays() throws Exception {
        School school = School.of(market, "s0043", "v01");
        UUID order = school.order(School.offer(MATHS, "pupil_year"), 10);
        assertThat(school.deliver(order).path("state").asString()).isEqualTo("INVOICED");
        String page = "/orders/" + order;

        String first = atTheCashier(school, order, "ALIPAY", "timeout-and-failed", 504);
        check(school, order, first);
        assertThat(school.cashier.page(page)).contains("data-payment=\"UNKNOWN\"");
        check(school, order, first);
        assertThat(school.cashier.page(page)).contains("data-payment=\"FAILED\"", "role=\"alert\"");
        assertThat(school.orderOf(order).path("state").asString()).isEqualTo("INVOICED");

        assertThat(atTheCashier(school, order, "STRIPE", "success", 303)).isNotEqualTo(first);
        awaitState(school, order, "PAID");
        assertThat(school.balance("spent"))
                .isEqualTo(school.orderOf(order).path("total").asString());
    }

    @Test
    void whoComesBackFromTheCashierIsNotSentThereAgainAndARefundIsBookedFromTheList() throws Exception {
        School school = School.of(market, "s0063", "v01");
        UUID order = school.order(School.offer(MATHS, "pupil_year"), 10);
        assertThat(school.deliver(order).path("state").asString()).isEqualTo("INVOICED");
        String page = "/orders/" + order;
        String follows = "hx-get=\"/orders/" + order + "/payment";
        JsonNode payment = instructed(school, order, "STRIPE");
        String way = "/payments/" + payment.path("id").asString() + "/cashier";
        assertThat(school.cashier.page(page)).contains("class=\"btn btn-primary\" href=\"" + way, follows + "?n=1");

        HttpResponse<String> gone = school.cashier.tryGet(way);
        assertThat(gone.headers().firstValue("Location"))
                .contains(payment.path("pageUrl").asString());

        assertThat(school.cashier.page(page))
                .contains(follows)
                .doesNotContain("class=\"btn btn-primary\" href=\"/payments");
        assertThat(school.cashier.page(page + "/payment?n=1"))
                .contains(follows + "?n=2")
                .doesNotContain("btn-primary");
        assertThat(school.cashier.page(page + "/payment?n=200")).contains(page).doesNotContain("hx-get");
        assertThat(press(payment, "success")).isEqualTo(303);
        awaitState(school, order, "PAID");
        assertThat(school.cashier.tryGet(page + "/payment?n=3").headers().firstValue("HX-Refresh"))
                .contains("true");

        String spent = school.balance("spent");
        assertThat(press(payment, "refund")).isEqualTo(200);
        RunningMarket.await(
                Duration.ofSeconds(30),
                () -> school.cashier.page("/payments/differences").contains(order.toString()),
                () -> "the refund is not on the list");
        Somebody operator = Somebody.signedIn(market, "operator");
        String number = school.orderOf(order).path("number").asString();
        assertThat(operator.page("/payments/differences")).contains(number);
        assertThat(operator.page("/")).contains(number);
        assertThat(school.bookkeeper.page("/")).contains("退款待处理");
        String difference = school.bookkeeper
                .get("/api/v1/purchase-orders/" + order + "/payment-differences")
                .get(0)
                .path("id")
                .asString();
        String decide = "/payment-differences/" + difference;
        Map<String, String> fields = Map.of("order", order.toString(), "reason-" + difference, " ");
        assertThat(school.bookkeeper.submit(page, decide + "/clear", fields).statusCode())
                .isEqualTo(303);
        assertThat(school.bookkeeper.page(page)).contains("id=\"error-reason-" + difference);
        assertThat(school.balance("spent")).isEqualTo(spent);
        assertThat(school.bookkeeper.submit(page, decide + "/book", fields).statusCode())
                .isEqualTo(303);
        assertThat(school.bookkeeper.page(page)).contains("data-difference=\"BOOKED\"");
        assertThat(school.balance("spent")).isEqualTo("0.00");
        assertThat(school.bookkeeper.page("/payments/differences")).doesNotContain(order.toString());
    }

    /** Chooses the channel on the order's page and presses a button of the provider's own page. @return the payment */
    private static String atTheCashier(School school, UUID order, String channel, String mode, int answered)
            throws Exception {
        JsonNode payment = instructed(school, order, channel);
        assertThat(press(payment, mode)).isEqualTo(answered);
        return payment.path("id").asString();
    }

    private static void awaitState(School school, UUID order, String state) {
        RunningMarket.await(
                Duration.ofSeconds(30),
                () -> school.orderOf(order).path("state").asString().equals(state),
                () -> "not " + state + ": " + school.orderOf(order));
    }

    /** Chooses the channel on the order's page. @return the payment, once the provider's page is there */
    private static JsonNode instructed(School school, UUID order, String channel) {
        String page = "/orders/" + order;
        Map<String, String> fields = Map.of("operation", UUID.randomUUID().toString(), "channel", channel);
        assertThat(school.cashier.submit(page, page + "/pay", fields).statusCode())
                .isEqualTo(303);
        List<JsonNode> paid = new ArrayList<>();
        RunningMarket.await(
                Duration.ofSeconds(30),
                () -> {
                    paid.clear();
                    school.cashier
                            .get("/api/v1/purchase-orders/" + order + "/payments")
                            .forEach(payment -> {
                                if (payment.path("channel").asString().equals(channel)
                                        && payment.path("pageUrl").isString()) {
                                    paid.add(payment);
                                }
                            });
                    return !paid.isEmpty();
                },
                () -> "no cashier's page: " + school.cashier.page("/api/v1/purchase-orders/" + order + "/payments"));
        return paid.get(0);
    }

    /** Opens the provider's page as a browser does and presses one of its buttons. @return the status of the answer */
    private static int press(JsonNode payment, String mode) throws Exception {
        HttpClient browser = HttpClient.newHttpClient();
        URI cashier = URI.create(payment.path("pageUrl").asString());
        Matcher form = CASHIERS_FORM.matcher(
                browser.send(HttpRequest.newBuilder(cashier).build(), HttpResponse.BodyHandlers.ofString())
                        .body());
        assertThat(form.find()).isTrue();
        HttpRequest pressed = HttpRequest.newBuilder(cashier.resolve(form.group(1)))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("mode=" + mode))
                .build();
        return browser.send(pressed, HttpResponse.BodyHandlers.ofString()).statusCode();
    }

    private static void check(School school, UUID order, String payment) {
        assertThat(school.cashier
                        .submit(
                                "/orders/" + order,
                                "/payments/" + payment + "/check",
                                Map.of("order", order.toString()))
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void pressingEveryButtonTwiceReservesOrdersAcceptsAndPaysOnce() {
        School school = School.of(market, "s0041", "v01");
        UUID requisition = school.draft(School.offer(MATHS, "pupil_year"), 10);
        String total = school.requisition(requisition).path("total").asString();
        String page = "/requisitions/" + requisition;
        twice(school.purchaser, page, page + "/submit", Map.of());
        assertThat(school.balance("reserved")).isEqualTo(total);
        for (Somebody approver : List.of(school.accountant, school.principal)) {
            String task = "/inbox/" + school.task(approver, requisition);
            twice(
                    approver,
                    task,
                    task + "/decision",
                    Map.of("decision", "APPROVE", "comment", "", "requisition", requisition.toString()));
        }
        UUID order = UUID.fromString(
                school.awaitState(requisition, "ORDERED").path("orderId").asString());
        assertThat(school.balance("encumbered")).isEqualTo(total);
        String vendors = "/vendor/orders/" + order;
        String schools = "/orders/" + order;
        twice(school.vendor, vendors, vendors + "/confirm", Map.of());
        twice(school.teacher, schools, schools + "/accept", Map.of("deliveredOn", "2026-11-20", "remark", ""));
        assertThat(school.balance("accepted")).isEqualTo(total);
        Map<String, String> invoice = new HashMap<>();
        school.invoice(order).forEach((field, value) -> invoice.put(field, value.toString()));
        twice(school.vendor, vendors, vendors + "/invoice", invoice);

        Map<String, String> pay = Map.of("operation", UUID.randomUUID().toString(), "channel", "TREASURY");
        twice(school.cashier, schools, schools + "/pay", pay);

        JsonNode payments = school.cashier.get("/api/v1/purchase-orders/" + order + "/payments");
        assertThat(payments.findValues("channel")).hasSize(1);
        assertThat(school.orderOf(order).path("state").asString()).isEqualTo("PAYMENT_INSTRUCTED");
    }

    @Test
    void puttingSomethingOnANewDraftTwiceBeginsOneDraft() {
        School school = School.of(market, "s0043", "v01");
        Map<String, String> form = Map.of(
                "operation", UUID.randomUUID().toString(),
                "offerId", School.offer(MATHS, "pupil_year").toString(),
                "quantity", "10");
        twice(school.purchaser, "/listings/" + School.listing(MATHS), "/requisitions/start", form);

        assertThat(school.purchaser.get("/api/v1/requisitions?state=DRAFT").path("items"))
                .hasSize(1);
    }

    @Test
    void anOldPageSubmitsAndWithdrawsNothingButWhatItShowed() {
        School school = School.of(market, "s0045", "v01");
        UUID requisition = school.draft(School.offer(MATHS, "pupil_year"), 1);
        String page = "/requisitions/" + requisition;
        String shown = school.requisition(requisition).path("total").asString();
        String old = school.purchaser.page(page);
        String now = school.purchaser
                .post(page("/lines", requisition), Map.of("offerId", School.offer(MATHS, "pupil_year"), "quantity", 40))
                .path("total")
                .asString();

        for (String act : List.of("/submit", "/withdraw")) {
            assertThat(school.purchaser.press(old, page + act, Map.of()).statusCode())
                    .isEqualTo(303);
            HttpResponse<String> again = school.purchaser.tryGet(page);
            assertThat(again.statusCode()).isEqualTo(409);
            assertThat(again.body()).contains("金额：¥" + shown + " → ¥" + now).contains("内容已经变动");
        }

        assertThat(school.requisition(requisition).path("state").asString()).isEqualTo("DRAFT");
        assertThat(school.balance("reserved")).isEqualTo("0.00");
        assertThat(school.purchaser
                        .form(page + "/submit", Map.of("_csrf", school.purchaser.token()))
                        .statusCode())
                .as("a form that does not say what it showed")
                .isEqualTo(303);
        assertThat(school.purchaser.tryGet(page).statusCode()).isEqualTo(409);
        assertThat(school.requisition(requisition).path("state").asString()).isEqualTo("DRAFT");
        assertThat(school.purchaser.submit(page, page + "/submit", Map.of()).statusCode())
                .isEqualTo(303);
        assertThat(school.requisition(requisition).path("state").asString()).isNotEqualTo("DRAFT");
    }

    @Test
    void aDraftIsOneFormAndWhateverIsPressedKeepsEverythingTyped() {
        School school = School.of(market, "s0049", "v01");
        Somebody purchaser = school.purchaser;
        UUID offer = School.offer(MATHS, "pupil_year");
        String id = purchaser
                .post("/api/v1/requisitions", Map.of("purpose", ""))
                .path("id")
                .asString();
        String line = purchaser
                .post("/api/v1/requisitions/" + id + "/lines", Map.of("offerId", offer, "quantity", 10))
                .path("lines")
                .get(0)
                .path("id")
                .asString();
        String page = "/requisitions/" + id;
        Map<String, String> typed = new HashMap<>(
                Map.of("purpose", "三年级二班晨读", "quantity-" + line, "abc", "budgetLine", school.line.toString()));

        assertThat(purchaser.submit(page, page + "/draft", typed).statusCode()).isEqualTo(303);
        assertThat(purchaser.page(page))
                .as("refused: all of it stands there again, and nothing is kept by half")
                .contains("value=\"三年级二班晨读\"", "value=\"abc\"", "id=\"error-quantity-" + line)
                .containsPattern("value=\"" + school.line + "\"\\s+checked");
        assertThat(purchaser.get("/api/v1" + page).path("purpose").asString()).isEmpty();

        typed.put("quantity-" + line, "12");
        assertThat(purchaser.submit(page, page + "/draft", typed).statusCode()).isEqualTo(303);
        JsonNode saved = purchaser.get("/api/v1" + page);
        assertThat(saved.path("purpose").asString()).isEqualTo("三年级二班晨读");
        assertThat(saved.path("lines").get(0).path("quantity").asInt()).isEqualTo(12);
        assertThat(saved.path("budgetLineId").asString()).isEqualTo(school.line.toString());

        typed.put("quantity-" + line, "13");
        assertThat(purchaser.submit(page, page + "/submit", typed).statusCode()).isEqualTo(303);
        assertThat(purchaser.page(page)).contains("还没有提交", "三年级二班晨读");
        assertThat(purchaser.get("/api/v1" + page).path("state").asString())
                .as("what costs something else was not seen yet")
                .isEqualTo("DRAFT");
        typed.put("purpose", "三年级晨读");
        assertThat(purchaser.submit(page, page + "/submit", typed).statusCode()).isEqualTo(303);
        JsonNode handedIn = purchaser.get("/api/v1" + page);
        assertThat(handedIn.path("state").asString()).isNotEqualTo("DRAFT");
        assertThat(handedIn.path("purpose").asString()).isEqualTo("三年级晨读");
    }

    @Test
    void aFormSentAfterTheSessionIsOverStandsThereAgainForItsWriterAndIsNeverCarriedOut() {
        School school = School.of(market, "s0055", "v01");
        Somebody browser = school.purchaser;
        String page = "/requisitions/" + school.draft(School.offer(MATHS, "pupil_year"), 10);
        Map<String, String> typed = Map.of("purpose", "为三年级四个班的晨读与家校共读购买，" + "说明".repeat(200));

        String open = browser.page(page);
        signedOut(browser);
        assertThat(location(browser.press(open, page + "/draft", typed))).isEqualTo("/sign-in");
        assertThat(browser.page("/sign-in")).contains("已经保留").doesNotContain("家校共读");
        assertThat(browser.signIn("s0055.purchaser")).isEqualTo(page);
        assertThat(browser.page(page)).contains("为三年级四个班的晨读与家校共读购买", "没有提交");
        assertThat(browser.page(page)).as("once").doesNotContain("家校共读");
        assertThat(browser.get("/api/v1" + page).path("purpose").asString()).isEqualTo("课堂使用");

        String again = browser.page(page);
        assertThat(browser.signIn("s0055.purchaser")).isEqualTo("/");
        assertThat(location(browser.press(again, page + "/draft", typed)))
                .as("signed in anew in another tab: the token is of the session before")
                .isEqualTo(page);
        assertThat(browser.page(page)).contains("家校共读", "没有提交");

        String left = browser.page(page);
        signedOut(browser);
        assertThat(location(browser.press(left, page + "/draft", typed))).isEqualTo("/sign-in");
        assertThat(browser.signIn("s0055.accountant1")).as("somebody else").isEqualTo("/");
        assertThat(browser.page(page)).doesNotContain("家校共读");
        HttpResponse<String> anothers = browser.press(left, page + "/draft", typed);
        assertThat(anothers.statusCode()).isEqualTo(403);
        assertThat(anothers.body()).contains("页面已经过期").doesNotContain("家校共读", "您的角色不能这样做");

        signedOut(browser);
        for (String elsewhere : List.of("//example.org/", "https://example.org/", "/\\example.org", "")) {
            Map<String, String> forged = new HashMap<>(typed);
            forged.put("_page", elsewhere);
            assertThat(browser.press(left, page + "/draft", forged).statusCode())
                    .as(elsewhere)
                    .isEqualTo(403);
        }
        assertThat(browser.get("/api/v1/session").path("signedIn").asBoolean()).isFalse();
    }

    private static void signedOut(Somebody browser) {
        assertThat(browser.submit("/", "/sign-out", Map.of()).statusCode()).isEqualTo(303);
    }

    private static String location(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(303);
        return answer.headers().firstValue("Location").orElseThrow();
    }

    private static String page(String act, UUID requisition) {
        return "/api/v1/requisitions/" + requisition + act;
    }

    /** The second press is sent while the first is under way, as an impatient hand does it. */
    private static void twice(Somebody somebody, String page, String action, Map<String, String> fields) {
        String open = somebody.tryGet(page).body();
        List<Integer> answers = Stream.of(1, 2)
                .parallel()
                .map(press -> somebody.press(open, action, fields).statusCode())
                .toList();
        assertThat(answers).as(action).containsOnly(303);
    }

    @Test
    void anotherSchoolsPapersDoNotExist() {
        School school = School.of(market, "s0021", "v01");
        UUID requisition = school.draft(School.offer(MATHS, "pupil_year"), 5);
        Somebody stranger = Somebody.signedIn(market, "s0023.purchaser");

        assertThat(stranger.tryGet("/api/v1/requisitions/" + requisition).statusCode())
                .isEqualTo(404);
        assertThat(stranger.tryGet("/api/v1/requisitions/" + UUID.randomUUID()).statusCode())
                .isEqualTo(404);
        assertThat(stranger.tryGet("/api/v1/budget-lines/" + school.line).statusCode())
                .isEqualTo(404);
    }

    @Test
    void theSameKeyIsTheSameActAndAnotherBodyUnderItIsRefused() {
        School school = School.of(market, "s0025", "v01");
        String key = UUID.randomUUID().toString();
        Map<String, ?> body = Map.of("purpose", "一次");

        HttpResponse<String> first = school.purchaser.write("POST", "/api/v1/requisitions", body, key);
        HttpResponse<String> again = school.purchaser.write("POST", "/api/v1/requisitions", body, key);
        HttpResponse<String> other =
                school.purchaser.write("POST", "/api/v1/requisitions", Map.of("purpose", "另一次"), key);

        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.statusCode()).isEqualTo(422);
    }
}
