package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Each refusal of the story says why in words, and gives back what was held. */
class RefusalTests {

    private static final String MATHS = "104c9yv";

    private final RunningMarket market = RunningMarket.shared();

    @Test
    void moreThanTheLineHoldsIsRefusedWithWhatIsAvailable() {
        School school = School.of(market, "s0013", "v01");
        String available = school.balance("available");
        UUID requisition = school.draft(School.offer(MATHS, "pupil_year"), 900_000);

        JsonNode refusal = school.purchaser.refused(409, "/api/v1/requisitions/" + requisition + "/submit", Map.of());

        assertThat(refusal.path("code").asString()).isEqualTo("budget-insufficient");
        assertThat(refusal.path("values").path("available").asString()).isEqualTo(available);
        assertThat(school.balance("reserved")).isEqualTo("0.00");
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
        assertThat(school.balance("accepted")).isEqualTo(accepted);
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
