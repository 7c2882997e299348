package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The story of the product over HTTP: from the search page to the ledger, the licence, the launch and the audit. */
class PurchaseJourneyTests {

    private static final String MATHS = "104c9yv";

    private final RunningMarket market = RunningMarket.shared();

    @Test
    void aSchoolBuysATextbookAndEveryYuanCanBeFollowed() throws Exception {
        School school = School.of(market, "s0001", "v01");
        String before = school.balance("available");

        assertThat(firstFound(school.purchaser, "三年级数学人教版")).isEqualTo("数学三年级下册");

        UUID requisition = school.draft(School.offer(MATHS, "pupil_year"), headcount(school));
        JsonNode draft = school.requisition(requisition);
        assertThat(draft.path("lines").path(0).path("quantity").asInt())
                .as("the school's own headcount")
                .isEqualTo(headcount(school));
        String total = draft.path("total").asString();

        assertThat(school.submit(requisition).path("state").asString()).isEqualTo("SUBMITTED");
        assertThat(school.balance("reserved")).isEqualTo(total);
        assertThat(school.balance("available")).isEqualTo(minus(before, total));

        assertThat(school.decide(school.accountant, requisition, "APPROVE", "").isEmpty())
                .isFalse();
        assertThat(school.decide(school.principal, requisition, "APPROVE", "").isEmpty())
                .isFalse();
        UUID order = UUID.fromString(
                school.awaitState(requisition, "ORDERED").path("orderId").asString());
        assertThat(school.balance("reserved")).isEqualTo("0.00");
        assertThat(school.balance("encumbered")).isEqualTo(total);

        assertThat(school.deliver(order).path("state").asString()).isEqualTo("INVOICED");
        assertThat(school.balance("accepted")).isEqualTo(total);

        JsonNode payment = school.cashier.post(
                "/api/v1/purchase-orders/" + order + "/payments", Map.of("channel", "TREASURY", "amount", total));
        assertThat(payment.path("state").asString()).isEqualTo("INSTRUCTED");
        JsonNode settled = school.cashier.post(
                "/api/v1/payments/" + payment.path("id").asString() + "/confirm-transfer",
                Map.of("receiptNumber", "BK2026112300001"));
        assertThat(settled.path("state").asString()).isEqualTo("SETTLED");
        assertThat(school.balance("spent")).isEqualTo(total);
        assertThat(school.orderOf(order).path("state").asString()).isEqualTo("PAID");
        assertThat(school.awaitState(requisition, "COMPLETED").path("orderId").asString())
                .isEqualTo(order.toString());

        JsonNode mine = school.teacher.get("/api/v1/my/resources").path("items").path(0);
        assertThat(mine.path("title").asString()).isEqualTo("数学三年级下册");
        assertThat(mine.path("state").asString()).isEqualTo("ACTIVE");

        Somebody auditor = Somebody.signedIn(market, "auditor.440000");
        assertThat(auditor.page("/audit?order=" + order))
                .contains("采购申请预占", "订单承诺", "验收转待付", "支出记账", "数学三年级下册", total(total));

        List<String> said = new ArrayList<>();
        assertThat(market.run("verify", said)).as(String.join("\n", said)).isZero();
    }

    /** Money behind papers of every kind, at every stage they can stand at: verify must know them all. */
    @Test
    void verifyKnowsEveryPaperThatStandsBehindMoney() throws Exception {
        School school = School.of(market, "s0065", "v01");
        UUID offer = School.offer(MATHS, "pupil_year");
        becomes("SUBMITTED", school.submit(school.draft(offer, 2)));
        UUID withdrawn = school.draft(offer, 2);
        becomes("SUBMITTED", school.submit(withdrawn));
        becomes("WITHDRAWN", school.purchaser.post("/api/v1/requisitions/" + withdrawn + "/withdraw", Map.of()));
        String declined = "/api/v1/purchase-orders/" + school.order(offer, 2);
        becomes("DECLINED", school.vendor.post(declined + "/decline", Map.of("reason", "暂不供应")));
        String rejected = "/api/v1/purchase-orders/" + school.order(offer, 2);
        becomes("CONFIRMED", school.vendor.post(rejected + "/confirm", Map.of()));
        becomes("TO_MEND", school.teacher.post(rejected + "/reject", Map.of("reason", "两节课打不开")));
        becomes("INVOICED", school.deliver(school.order(offer, 2)));
        for (String end : List.of("", "award", "cancel")) {
            jointPurchase(school, end);
        }

        List<String> said = new ArrayList<>();
        assertThat(market.run("verify", said)).as(String.join("\n", said)).isZero();
    }

    /** A school takes part, thinks better of it and takes part again. */
    private void jointPurchase(School school, String end) {
        String county = "county." + countyOf(school);
        String purchase = "/api/v1/joint-purchases/"
                + Somebody.signedIn(market, county)
                        .post("/api/v1/joint-purchases", Map.of("title", "数字课程", "unitEstimate", "10.00"))
                        .path("id")
                        .asString();
        Map<String, ?> need = Map.of("quantity", 3, "budgetLineId", school.line);
        String demand =
                school.purchaser.post(purchase + "/demands", need).path("id").asString();
        becomes("WITHDRAWN", school.purchaser.post("/api/v1/joint-demands/" + demand + "/withdraw", Map.of()));
        becomes("RESERVED", school.purchaser.post(purchase + "/demands", need));
        Map<String, ?> award = Map.of(
                "total",
                "29.00",
                "vendorId",
                school.vendor.get("/api/v1/session").path("organizationId").asString());
        if (!end.isEmpty()) {
            becomes(
                    end.equals("award") ? "AWARDED" : "CANCELLED",
                    Somebody.signedIn(market, end.equals("award") ? county + ".2" : county)
                            .post(purchase + "/" + end, end.equals("award") ? award : Map.of()));
        }
    }

    private static String countyOf(School school) {
        return school.purchaser
                .get("/api/v1/organizations/"
                        + school.purchaser
                                .get("/api/v1/session")
                                .path("organizationId")
                                .asString())
                .path("regionCode")
                .asString();
    }

    private static void becomes(String state, JsonNode document) {
        assertThat(document.path("state").asString()).as(document.toString()).isEqualTo(state);
    }

    @Test
    void aTeacherOpensAPilotAppAndTheToolGreetsHer() {
        School school = School.of(market, "s0003", "v07");
        UUID order = school.order(School.offer("pilot-reading", "seat_year"), 2);
        assertThat(school.vendor
                        .post("/api/v1/purchase-orders/" + order + "/confirm", Map.of())
                        .path("state")
                        .asString())
                .isEqualTo("CONFIRMED");

        String greeting = Launch.of(school.teacher, School.listing("pilot-reading"));

        assertThat(greeting).contains("一起阅读");
        JsonNode card = school.teacher.get("/api/v1/my/resources").path("items").path(0);
        assertThat(card.path("standing").asString()).isEqualTo("SEAT_HELD");
        assertThat(card.path("seatsFree").asInt()).isEqualTo(1);
    }

    @Test
    void twoSeatsServeTwoTeachersAndTheThirdIsToldWhy() {
        School school = School.of(market, "s0005", "v08");
        UUID order = school.order(School.offer("pilot-science", "seat_year"), 2);
        assertThat(school.vendor
                        .post("/api/v1/purchase-orders/" + order + "/confirm", Map.of())
                        .path("state")
                        .asString())
                .isEqualTo("CONFIRMED");

        String licence = school.teacher
                .get("/api/v1/my/resources")
                .path("items")
                .path(0)
                .path("licenceId")
                .asString();
        assertThat(school.teacher
                        .post("/api/v1/licences/" + licence + "/seats", Map.of())
                        .isEmpty())
                .isFalse();
        assertThat(school.person("teacher2")
                        .post("/api/v1/licences/" + licence + "/seats", Map.of())
                        .isEmpty())
                .isFalse();
        JsonNode refusal = school.person("teacher3").refused(409, "/api/v1/licences/" + licence + "/seats", Map.of());

        assertThat(refusal.path("code").asString()).isEqualTo("seats-exhausted");
    }

    @Test
    void aLicencesPageShowsEachReaderWhatIsHisToSeeAndExistsForNobodyElse() {
        School school = School.of(market, "s0061", "v08");
        UUID order = school.order(School.offer("pilot-science", "seat_year"), 1);
        String number = school.orderOf(order).path("number").asString();
        assertThat(school.vendor
                        .post("/api/v1/purchase-orders/" + order + "/confirm", Map.of())
                        .path("state")
                        .asString())
                .isEqualTo("CONFIRMED");
        String licence = school.purchaser
                .get("/api/v1/licences")
                .path("items")
                .path(0)
                .path("id")
                .asString();
        String page = "/licences/" + licence;

        String purchasers = school.purchaser.page(page);
        assertThat(purchasers).contains(number, "供应商确认，授权生效", "分配席位", school.requisitionOf(order));
        assertThat(school.purchaser.page("/orders/" + order)).contains(page);
        assertThat(school.purchaser.page("/audit?order=" + order)).contains(page);
        assertThat(Somebody.signedIn(market, "auditor.440000").page(page))
                .contains(number)
                .doesNotContain("分配席位");

        Somebody pupil = school.person("pupil1");
        assertThat(pupil.page("/library")).contains(page);
        assertThat(pupil.page(page)).contains("供应商确认，授权生效", "领取席位").doesNotContain(number, "分配席位", name(school.vendor));
        assertThat(pupil.get("/api/v1/licences").path("items").size()).isZero();
        assertThat(pupil.tryGet("/api/v1" + page).statusCode()).isEqualTo(404);
        assertThat(school.vendor.page(page)).contains("爱科学").doesNotContain("分配席位", name(school.purchaser));
        assertThat(List.of(school.person("parent1"), Somebody.signedIn(market, "s0003.purchaser")))
                .allSatisfy(stranger ->
                        assertThat(stranger.tryGet(page).statusCode()).isEqualTo(404));
    }

    private static String name(Somebody somebody) {
        return somebody.get("/api/v1/session").path("name").asString();
    }

    private static String firstFound(Somebody somebody, String words) {
        String path = "/api/v1/search?q=" + URLEncoder.encode(words, StandardCharsets.UTF_8);
        RunningMarket.await(
                Duration.ofSeconds(60),
                () -> somebody.get(path).path("total").asLong() > 0
                        && !somebody.get(path).path("degraded").asBoolean(),
                () -> "the index has nothing: " + somebody.get(path));
        return somebody.get(path)
                .path("found")
                .path(0)
                .path("listing")
                .path("title")
                .asString();
    }

    private static int headcount(School school) {
        String organization =
                school.purchaser.get("/api/v1/session").path("organizationId").asString();
        return school.purchaser
                .get("/api/v1/organizations/" + organization + "/headcount?fiscalYear=" + School.YEAR)
                .path("pupils")
                .asInt();
    }

    private static String minus(String some, String less) {
        return new BigDecimal(some).subtract(new BigDecimal(less)).toPlainString();
    }

    private static String total(String yuan) {
        return "¥" + String.format(java.util.Locale.ROOT, "%,.2f", new BigDecimal(yuan));
    }
}
