package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.web.util.HtmlUtils;
import tools.jackson.databind.JsonNode;

/** A draft says beforehand what will come of it, and that is what comes. */
class DraftTests {

    private static final String MATHS = "104c9yv";
    private static final String DIRECTLY = "商城直接订购";

    private final RunningMarket market = RunningMarket.shared();

    @Test
    void namesTheMethodAndWhoApprovesAndSoItComes() {
        School school = School.of(market, "s0085", "v01");
        UUID id = school.draft(School.offer(MATHS, "pupil_year"), 10);
        JsonNode ahead = school.purchaser.get("/api/v1/requisitions/" + id + "/prospect");
        String page = page(school, id);

        assertThat(ahead.path("hindrance").isNull() || ahead.path("hindrance").isMissingNode())
                .isTrue();
        assertThat(ahead.path("methodName").asString()).isEqualTo(DIRECTLY);
        assertThat(ahead.path("approvals").findValuesAsString("role")).containsExactly("ACCOUNTANT", "PRINCIPAL");
        assertThat(page).contains(DIRECTLY, "提交后：预占 ¥");
        assertThat(List.of(name(school.accountant), name(school.principal)))
                .allMatch(page::contains)
                .allMatch(ahead.path("approvals").findValuesAsString("name")::contains);

        assertThat(school.submit(id).path("state").asString()).isNotEqualTo("DRAFT");
        for (Somebody approver : List.of(school.accountant, school.principal)) {
            assertThat(school.decide(approver, id, "APPROVE", "")
                            .path("requisitionState")
                            .asString())
                    .isNotEmpty();
        }
        assertThat(school.awaitState(id, "ORDERED").path("orderId").asString()).isNotEmpty();
    }

    @Test
    void whatCannotGoOnIsRefusedBeforeMoneyIsSetAside() {
        School school = School.of(market, "s0087", "v01");
        String reserved = school.balance("reserved");
        UUID id = school.draft(School.offer("training-platform", "one_off"), 60);
        assertThat(school.purchaser
                        .put("/api/v1/requisitions/" + id + "/budget-line", Map.of("budgetLineId", fullest(school)))
                        .path("budgetLineId")
                        .asString())
                .isNotEmpty();

        JsonNode refused = school.purchaser.refused(409, "/api/v1/requisitions/" + id + "/submit", Map.of());

        assertThat(refused.path("code").asString()).isEqualTo("method-not-direct");
        assertThat(page(school, id)).contains("不能在商城直接订购").doesNotContain("id=\"hand-in\"");
        assertThat(school.requisition(id).path("state").asString()).isEqualTo("DRAFT");
        assertThat(school.balance("reserved")).isEqualTo(reserved);
    }

    @Test
    void needsAPurpose() {
        School school = School.of(market, "s0089", "v01");
        UUID id = school.draft(School.offer(MATHS, "pupil_year"), 1);
        String page = "/requisitions/" + id;

        Map<String, String> typed = Map.of("purpose", " ");
        assertThat(school.purchaser.submit(page, page + "/submit", typed).statusCode())
                .isEqualTo(303);
        assertThat(school.purchaser.tryGet(page).body()).contains("id=\"error-purpose\"", "请填写用途");
        assertThat(school.requisition(id).path("state").asString()).isEqualTo("DRAFT");
        assertThat(school.submit(id).path("state").asString())
                .as("nothing of what was refused is kept")
                .isNotEqualTo("DRAFT");
    }

    @Test
    void severalVendorsAreSplitInFrontOfThePersonsEyesAndThenReally() {
        School school = School.of(market, "s0085", "v01");
        put(school, MATHS);
        put(school, "pilot-science");
        List<UUID> drafts = new ArrayList<>();
        school.purchaser
                .get("/api/v1/requisitions?state=DRAFT")
                .path("items")
                .forEach(draft -> drafts.add(UUID.fromString(draft.path("id").asString())));
        assertThat(drafts).hasSize(2);
        assertThat(drafts).allSatisfy(draft -> assertThat(page(school, draft)).contains("2 家供应商", "一共 2 张订单"));

        drafts.forEach(draft -> approve(school, draft));

        assertThat(drafts.stream()
                        .map(draft -> UUID.fromString(school.awaitState(draft, "ORDERED")
                                .path("orderId")
                                .asString()))
                        .map(order -> school.orderOf(order).path("vendorId").asString()))
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    void theLineThatIsMeantForWhatIsBoughtComesFirstAndNotTheFullest() {
        School school = School.of(market, "s0093", "v01");

        UUID book = school.draft(School.offer(MATHS, "pupil_year"), 1);
        assertThat(firstPurse(page(school, book))).contains("建议用这条").containsAnyOf("数字资源", "信息化");

        UUID course = school.draft(School.offer("training-platform", "one_off"), 1);
        assertThat(firstPurse(page(school, course))).contains("教师培训", "建议用这条");
    }

    /** Seven tenths of a school's money, for whatever it needs every day. */
    private static String fullest(School school) {
        for (JsonNode item : school.purchaser
                .get("/api/v1/budget-lines?limit=100&fiscalYear=" + School.YEAR)
                .path("items")) {
            if (item.path("line").path("name").asString().contains("公用支出")) {
                return item.path("line").path("id").asString();
            }
        }
        throw new AssertionError("no line for everyday needs");
    }

    private static String firstPurse(String page) {
        int row = page.indexOf("class=\"purse\"");
        return page.substring(row, page.indexOf("</tr>", row));
    }

    private static void put(School school, String code) {
        Map<String, String> form = Map.of(
                "operation", UUID.randomUUID().toString(),
                "offerId", School.offer(code, "pupil_year").toString(),
                "quantity", "10");
        assertThat(school.purchaser
                        .submit("/listings/" + School.listing(code), "/requisitions/start", form)
                        .statusCode())
                .isEqualTo(303);
    }

    private static void approve(School school, UUID draft) {
        String page = "/requisitions/" + draft;
        Map<String, String> typed = Map.of("purpose", "科学课", "budgetLine", school.line.toString());
        for (String act : List.of("/draft", "/submit")) {
            assertThat(school.purchaser.submit(page, page + act, typed).statusCode())
                    .isEqualTo(303);
            HttpResponse<String> seen = school.purchaser.tryGet(page);
            assertThat(seen.statusCode()).as(seen.body()).isEqualTo(200);
        }
        for (Somebody approver : List.of(school.accountant, school.principal)) {
            assertThat(school.decide(approver, draft, "APPROVE", "")
                            .path("requisitionState")
                            .asString())
                    .isNotEmpty();
        }
    }

    private static String page(School school, UUID requisition) {
        return HtmlUtils.htmlUnescape(school.purchaser.page("/requisitions/" + requisition));
    }

    private static String name(Somebody somebody) {
        return somebody.get("/api/v1/session").path("name").asString();
    }
}
