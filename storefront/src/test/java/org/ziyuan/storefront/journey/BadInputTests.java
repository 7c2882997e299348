package org.ziyuan.storefront.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** What nobody should send is answered with what is wrong, and changes nothing. */
class BadInputTests {

    private static final String MATHS = "104c9yv";

    private final RunningMarket market = RunningMarket.shared();

    @ParameterizedTest
    @ValueSource(strings = {"requisitions", "purchase-orders", "payments", "budget-lines", "listings", "organizations"})
    void anUnknownIdIsNotFound(String collection) {
        Somebody somebody = Somebody.signedIn(market, "s0035.purchaser");

        assertThat(somebody.tryGet("/api/v1/" + collection + "/" + UUID.randomUUID())
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
                    -3          | quantity
                    0           | quantity
                    "many"      | quantity
                    2.5         | quantity
                    99999999999 | quantity
                    """)
    void aQuantityThatIsNoneNamesItsField(String quantity, String field) {
        School school = School.of(market, "s0035", "v01");
        String id = school.purchaser
                .post("/api/v1/requisitions", Map.of("purpose", "写错"))
                .path("id")
                .asString();
        String body = "{\"offerId\":\"%s\",\"quantity\":%s}".formatted(School.offer(MATHS, "pupil_year"), quantity);

        HttpResponse<String> answer = school.purchaser.writeText("/api/v1/requisitions/" + id + "/lines", body);

        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("\"field\":\"" + field + "\"");
        assertThat(school.requisition(UUID.fromString(id)).path("lines").size()).isZero();
    }

    @Test
    void aBodyBeyondTheLimitIsTooLargeAndABrokenOneMalformed() {
        Somebody somebody = Somebody.signedIn(market, "s0035.purchaser");

        assertThat(somebody.writeText("/api/v1/requisitions", "{\"purpose\":\"" + "长".repeat(200_000) + "\"}")
                        .statusCode())
                .isEqualTo(413);
        assertThat(somebody.writeText("/api/v1/requisitions", "{\"purpose\":").statusCode())
                .isEqualTo(400);
        assertThat(somebody.writeText("/api/v1/requisitions", "[".repeat(2000)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void anOrderInAnotherStateAndADayThatIsNoneAreRefused() {
        School school = School.of(market, "s0037", "v01");
        UUID order = school.order(School.offer(MATHS, "pupil_year"), 10);
        String path = "/api/v1/purchase-orders/" + order;

        JsonNode early = school.cashier.refused(409, path + "/payments", Map.of("channel", "TREASURY"));
        JsonNode day =
                school.teacher.refused(422, path + "/accept", Map.of("deliveredOn", "2026-13-40", "remark", "x"));

        assertThat(early.path("code").asString()).isEqualTo("purchase-order-state-forbids");
        assertThat(day.path("values").path("field").asString()).isEqualTo("deliveredOn");
        assertThat(school.orderOf(order).path("state").asString()).isEqualTo("ISSUED");
    }

    @Test
    void aPriceThatChangedSinceThePageWasShownIsSaidWithTheNewOne() {
        School school = School.of(market, "s0039", "v07");
        UUID listing = School.listing("pilot-reading");
        UUID offer = School.offer("pilot-reading", "school_year");
        UUID requisition = school.draft(offer, 1);
        String available = school.balance("available");
        HttpResponse<String> changed = school.vendor.submit(
                "/vendor/listings/" + listing,
                "/vendor/offers/" + offer + "/price",
                Map.of("price", "2700.00", "listing", listing.toString()));
        assertThat(changed.statusCode()).isEqualTo(303);

        JsonNode refusal = school.purchaser.refused(409, "/api/v1/requisitions/" + requisition + "/submit", Map.of());

        assertThat(refusal.path("code").asString()).isEqualTo("price-changed");
        assertThat(refusal.path("values").path("current").asString()).isEqualTo("2700.00");
        assertThat(school.balance("available")).isEqualTo(available);
    }

    @Test
    void aForgedNotificationIsRefused() {
        Somebody nobody = Somebody.signedIn(market, "s0035.purchaser");
        Map<String, String> unsigned =
                Map.of("out_trade_no", "1", "trade_status", "TRADE_SUCCESS", "total_amount", "1.00");
        Map<String, String> signedByNobody = new HashMap<>(unsigned);
        signedByNobody.putAll(Map.of("sign", "abc", "sign_type", "RSA2"));

        assertThat(nobody.form("/notify/alipay", unsigned).statusCode()).isBetween(400, 499);
        assertThat(nobody.form("/notify/alipay", signedByNobody).statusCode()).isEqualTo(403);
        assertThat(nobody.writeText("/notify/stripe", "{\"type\":\"checkout.session.completed\"}")
                        .statusCode())
                .isBetween(400, 499);
    }
}
