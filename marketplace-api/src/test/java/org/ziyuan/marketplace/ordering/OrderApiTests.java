package org.ziyuan.marketplace.ordering;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.http.MediaType;
import org.springframework.test.web.reactive.server.WebTestClient;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.test.MarketplaceTest;
import org.ziyuan.marketplace.test.TestPeople;

@MarketplaceTest
class OrderApiTests {

    @Autowired
    ApplicationContext context;

    private Purchase purchase;

    @BeforeEach
    void freshPurchase() {
        purchase = new Purchase(context);
        purchase.issue();
    }

    @Test
    void anOrderHasAnEntityTagThatAWriteMayDemand() {
        as(purchase.vendor)
                .get()
                .uri(order())
                .exchange()
                .expectStatus()
                .isOk()
                .expectHeader()
                .valueEquals("ETag", "\"0\"")
                .expectBody()
                .jsonPath("$.total")
                .isEqualTo("500.00")
                .jsonPath("$.lines[0].title")
                .isEqualTo("爱科学");

        confirm("\"7\"")
                .expectStatus()
                .isEqualTo(412)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("changed-meanwhile");
        confirm("\"0\"").expectStatus().isOk().expectHeader().valueEquals("ETag", "\"1\"");
    }

    @Test
    void aStepOutOfTurnIs409AndSomebodyElsesOrderIs404() {
        problem(post(purchase.teacher, "/accept", note()), 409, "purchase-order-state-forbids");
        problem(post(purchase.stranger, "/accept", note()), 404, "purchase-order-not-found");
        problem(post(new Purchase(context).vendor, "/confirm", Map.of()), 404, "purchase-order-not-found");
        as(purchase.vendor)
                .get()
                .uri("/api/v1/purchase-orders/" + UUID.randomUUID())
                .exchange()
                .expectStatus()
                .isNotFound();
        as(purchase.vendor)
                .get()
                .uri("/api/v1/purchase-orders/not-an-id")
                .exchange()
                .expectStatus()
                .isNotFound();
        post(purchase.teacher, "/confirm", Map.of()).expectStatus().isForbidden();
    }

    @Test
    void aDeliveryIsRejectedDeliveredAgainAndAcceptedAndThePapersSayBy() {
        purchaseIsConfirmed();

        post(purchase.teacher, "/reject", Map.of("reason", "")).expectStatus().isEqualTo(422);
        post(purchase.teacher, "/reject", Map.of("reason", "两节课打不开"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("TO_MEND");
        problem(post(purchase.teacher, "/accept", note()), 409, "purchase-order-state-forbids");
        post(purchase.teacher, "/redeliver", Map.of("remark", "好了"))
                .expectStatus()
                .isForbidden();
        post(purchase.vendor, "/redeliver", Map.of("remark", "已重新上传"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("CONFIRMED");
        post(purchase.teacher, "/accept", Map.of("deliveredOn", "2026-11-09"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.payBy")
                .isEqualTo("2026-12-09");
        as(purchase.accountant)
                .get()
                .uri(order() + "/papers")
                .exchange()
                .expectBody()
                .jsonPath("$.rejections[0].reason")
                .isEqualTo("两节课打不开")
                .jsonPath("$.rejections[0].mended")
                .isEqualTo("已重新上传");
    }

    @Test
    void badFieldsAreNamed() {
        purchaseIsConfirmed();

        post(purchase.teacher, "/accept", Map.of("deliveredOn", "yesterday"))
                .expectStatus()
                .isEqualTo(422)
                .expectBody()
                .jsonPath("$.fields[0].field")
                .isEqualTo("deliveredOn");
        problem(
                post(
                        purchase.teacher,
                        "/accept",
                        Map.of(
                                "deliveredOn",
                                LocalDate.now(ZoneOffset.UTC).plusDays(3).toString())),
                422,
                "delivery-in-future");
        problem(post(purchase.teacher, "/accept", Map.of("deliveredOn", "-200000-01-01")), 422, "field-malformed");
        problem(post(purchase.teacher, "/accept", Map.of("deliveredOn", "0026-01-01")), 422, "date-out-of-range");
        post(purchase.vendor, "/decline", Map.of("reason", " ")).expectStatus().isEqualTo(422);
        as(purchase.vendor)
                .get()
                .uri("/api/v1/purchase-orders?cursor=nonsense")
                .exchange()
                .expectStatus()
                .isBadRequest();
        for (String year : List.of("+200000", "-200000")) {
            as(purchase.vendor)
                    .get()
                    .uri("/api/v1/purchase-orders?cursor=" + cursor(year + "-01-01T00:00:00Z " + UUID.randomUUID()))
                    .exchange()
                    .expectStatus()
                    .isBadRequest();
        }
    }

    @Test
    void anInvoiceOverTheAmountIs409WithBothAmounts() {
        purchaseIsConfirmed();
        post(purchase.teacher, "/accept", note()).expectStatus().isOk();

        post(purchase.vendor, "/invoices", claim("500.01"))
                .expectStatus()
                .isEqualTo(409)
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("invoice-amount-differs")
                .jsonPath("$.values.invoice")
                .isEqualTo("500.01")
                .jsonPath("$.values.order")
                .isEqualTo("500.00");
        problem(post(purchase.vendor, "/invoices", claim("1e9")), 422, "amount-malformed");
        post(purchase.vendor, "/invoices", claim("500.00"))
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("INVOICED");
        as(purchase.accountant)
                .get()
                .uri(order() + "/papers")
                .exchange()
                .expectBody()
                .jsonPath("$.invoice.amount")
                .isEqualTo("500.00")
                .jsonPath("$.steps.length()")
                .isEqualTo(4);
    }

    @Test
    void aPaymentOverTheAmountIs409AndTheRightOneIsInstructed() {
        purchaseIsConfirmed();
        post(purchase.teacher, "/accept", note()).expectStatus().isOk();
        post(purchase.vendor, "/invoices", claim("500.00")).expectStatus().isOk();

        problem(
                post(purchase.accountant, "/payments", Map.of("channel", "TREASURY", "amount", "500.01")),
                409,
                "payment-amount-differs");
        problem(
                post(purchase.accountant, "/payments", Map.of("channel", "STRIPE")),
                409,
                "payment-channel-unavailable");
        post(purchase.accountant, "/payments", Map.of("channel", "CASH"))
                .expectStatus()
                .isEqualTo(422);
        post(purchase.accountant, "/payments", Map.of("channel", "TREASURY", "amount", "500.00"))
                .expectStatus()
                .isCreated()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("INSTRUCTED");
        problem(
                post(purchase.accountant, "/payments", Map.of("channel", "TREASURY")),
                409,
                "purchase-order-state-forbids");
    }

    @Test
    void aPaymentAndWhatBecameOfItMayDemandTheVersionThatWasRead() {
        purchaseIsConfirmed();
        post(purchase.teacher, "/accept", note()).expectStatus().isOk();
        post(purchase.vendor, "/invoices", claim("500.00")).expectStatus().isOk();
        String invoiced = tag(order());

        problem(demanding("\"0\"", order() + "/payments", "{\"channel\":\"TREASURY\"}"), 412, "changed-meanwhile");
        assertThat(tag(order())).isEqualTo(invoiced);
        ResponseSpec instructed = demanding(invoiced, order() + "/payments", "{\"channel\":\"TREASURY\"}");
        String payment = "/api/v1/payments/"
                + JsonPath.read(
                        new String(
                                Objects.requireNonNull(instructed
                                        .expectStatus()
                                        .isCreated()
                                        .expectBody()
                                        .returnResult()
                                        .getResponseBody()),
                                StandardCharsets.UTF_8),
                        "$.id");
        String read = tag(payment);
        String returned = "{\"reason\":\"账号有误\"}";
        problem(demanding("\"x\"", payment + "/fail-transfer", returned), 412, "changed-meanwhile");
        problem(
                demanding("\"x\"", payment + "/confirm-transfer", "{\"receiptNumber\":\"BK-000001\"}"),
                412,
                "changed-meanwhile");
        assertThat(tag(payment)).isEqualTo(read);

        demanding(read, payment + "/fail-transfer", returned)
                .expectStatus()
                .isOk()
                .expectBody()
                .jsonPath("$.state")
                .isEqualTo("FAILED");
    }

    private String tag(String path) {
        return TestPeople.tag(as(purchase.accountant), path);
    }

    private ResponseSpec demanding(String tag, String path, String body) {
        return as(purchase.accountant)
                .post()
                .uri(path)
                .header("If-Match", tag)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    @Test
    void aForgedNotificationIsRefusedWithoutSignIn() {
        TestPeople.anonymous(context)
                .post()
                .uri("/notify/stripe")
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue("{\"id\":\"evt_1\"}")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("notification-forged");
        TestPeople.anonymous(context)
                .post()
                .uri("/notify/alipay")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .bodyValue("trade_status=TRADE_SUCCESS")
                .exchange()
                .expectStatus()
                .isForbidden()
                .expectBody()
                .jsonPath("$.code")
                .isEqualTo("notification-forged");
    }

    private static String cursor(String plain) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }

    private void purchaseIsConfirmed() {
        post(purchase.vendor, "/confirm", Map.of()).expectStatus().isOk();
    }

    private static Map<String, String> note() {
        return Map.of("deliveredOn", LocalDate.now(ZoneOffset.UTC).toString(), "remark", "完好");
    }

    private Map<String, String> claim(String amount) {
        InvoiceClaim claim = purchase.claim(Purchase.TOTAL);
        return Map.of(
                "number", claim.number(),
                "issuedOn", claim.issuedOn().toString(),
                "amount", amount,
                "tax", "15.00",
                "buyerName", claim.buyerName(),
                "sellerCreditCode", claim.sellerCreditCode());
    }

    private ResponseSpec confirm(String tag) {
        return as(purchase.vendor)
                .post()
                .uri(order() + "/confirm")
                .header("If-Match", tag)
                .exchange();
    }

    private ResponseSpec post(Actor actor, String act, Map<String, String> body) {
        return as(actor)
                .post()
                .uri(order() + act)
                .contentType(MediaType.APPLICATION_JSON)
                .bodyValue(body)
                .exchange();
    }

    private static void problem(ResponseSpec answer, int status, String code) {
        answer.expectStatus().isEqualTo(status).expectBody().jsonPath("$.code").isEqualTo(code);
    }

    private WebTestClient as(Actor actor) {
        return TestPeople.signedIn(context, actor);
    }

    private String order() {
        return "/api/v1/purchase-orders/" + purchase.order;
    }
}
