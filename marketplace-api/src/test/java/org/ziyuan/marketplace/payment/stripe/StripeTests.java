package org.ziyuan.marketplace.payment.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.ordering.Purchase.now;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.ordering.Purchase;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.marketplace.payment.PaymentTest;

class StripeTests extends PaymentTest {

    private static final WireMockServer STRIPE = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final String SECRET = "whsec_only_for_this_test";
    private static final String SESSIONS = "/v1/checkout/sessions";

    @Autowired
    StripeNotifications notifications;

    @DynamicPropertySource
    static void stripe(DynamicPropertyRegistry registry) {
        STRIPE.start();
        registry.add("ziyuan.payment.stripe.api-base", STRIPE::baseUrl);
        registry.add("ziyuan.payment.stripe.api-key", () -> "sk_test_only_for_this_test");
        registry.add("ziyuan.payment.stripe.webhook-secret", () -> SECRET);
        registry.add("ziyuan.payment.stripe.read-timeout", () -> "1500ms");
    }

    @AfterAll
    static void stop() {
        STRIPE.stop();
    }

    @BeforeEach
    void forgetAnswers() {
        STRIPE.resetAll();
    }

    @Test
    void theSessionIsMadeUnderThePaymentsIdAndItsPageKept() {
        STRIPE.stubFor(post(urlEqualTo(SESSIONS)).willReturn(okJson(session("open", "unpaid", 50000))));

        Payment payment = open(instruct(PaymentChannel.STRIPE));

        assertThat(payment.pageUrl()).isEqualTo("https://checkout.example/c/1");
        assertThat(payment.providerReference()).isEqualTo("cs_test_1");
        STRIPE.verify(
                1,
                postRequestedFor(urlEqualTo(SESSIONS))
                        .withHeader("Idempotency-Key", equalTo(payment.id().toString())));
    }

    @Test
    void aTimeoutIsUnknownAndAskingAgainNeverChargesUnderAnotherKey() {
        STRIPE.stubFor(post(urlEqualTo(SESSIONS)).willReturn(aResponse().withFixedDelay(4000)));
        Payment payment = open(instruct(PaymentChannel.STRIPE));
        assertThat(payment.state()).isEqualTo(PaymentState.UNKNOWN);

        STRIPE.resetMappings();
        STRIPE.stubFor(post(urlEqualTo(SESSIONS)).willReturn(okJson(session("complete", "paid", 50000))));
        assertThat(ask(payment).state()).isEqualTo(PaymentState.SETTLED);

        STRIPE.verify(
                2,
                postRequestedFor(urlEqualTo(SESSIONS))
                        .withHeader("Idempotency-Key", equalTo(payment.id().toString())));
        assertThat(attempts(payment)).containsExactly("open silent", "ask settled");
        assertThat(spent()).isEqualTo(Purchase.TOTAL);
    }

    @Test
    void whatStripeRefusesToMakeHasFailed() {
        STRIPE.stubFor(post(urlEqualTo(SESSIONS))
                .willReturn(okJson("{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"no\"}}")
                        .withStatus(400)));

        Payment payment = open(instruct(PaymentChannel.STRIPE));

        assertThat(payment.state()).isEqualTo(PaymentState.FAILED);
        assertThat(purchase.current().state()).isEqualTo(OrderState.INVOICED);
    }

    @Test
    void anExpiredSessionFailsAndOneOverAnotherAmountProvesNothing() {
        Payment payment = opened();
        STRIPE.stubFor(
                get(urlPathMatching(SESSIONS + "/cs_test_1")).willReturn(okJson(session("complete", "paid", 1))));
        assertThat(ask(payment).state()).isEqualTo(PaymentState.UNKNOWN);

        STRIPE.stubFor(
                get(urlPathMatching(SESSIONS + "/cs_test_1")).willReturn(okJson(session("expired", "unpaid", 50000))));
        assertThat(ask(payment).state()).isEqualTo(PaymentState.FAILED);
    }

    @Test
    void aSignedEventOfAnyApiVersionSettlesOnce() {
        Payment payment = opened();
        String event = event(payment, "1999-01-01", "paid", 50000);

        assertThat(tell(event, sign(event, 0))).isEqualTo("ok");
        assertThat(tell(event, sign(event, 0))).isEqualTo("ok");

        assertThat(current(payment).state()).isEqualTo(PaymentState.SETTLED);
        assertThat(purchase.current().state()).isEqualTo(OrderState.PAID);
        assertThat(attempts(payment)).containsExactly("open waiting", "notified settled");
    }

    @Test
    void eventsFromThePastOrTheFutureOrAnotherHandAreRefused() {
        Payment payment = opened();
        String event = event(payment, "2026-01-01", "paid", 50000);
        String twice = event.replaceFirst("\\{", "{\"type\":\"checkout.session.expired\",");

        assertRefused("notification-forged", () -> tell(event, sign(event, 3600)));
        assertRefused("notification-forged", () -> tell(event, sign(event, -3600)));
        assertRefused("notification-forged", () -> tell(event, "t=1,v1=00"));
        assertRefused("notification-forged", () -> tell(event, ""));
        assertRefused("notification-forged", () -> tell(event + " ", sign(event, 0)));
        assertRefused("notification-malformed", () -> tell(twice, sign(twice, 0)));
        String other = event(payment, "2026-01-01", "paid", 1);
        assertRefused("notification-differs", () -> tell(other, sign(other, 0)));

        assertThat(current(payment).state()).isEqualTo(PaymentState.INSTRUCTED);
    }

    private Payment opened() {
        STRIPE.stubFor(post(urlEqualTo(SESSIONS)).willReturn(okJson(session("open", "unpaid", 50000))));
        return open(instruct(PaymentChannel.STRIPE));
    }

    private String tell(String event, String signature) {
        return now(notifications.take(event.getBytes(StandardCharsets.UTF_8), signature));
    }

    private static String session(String status, String paymentStatus, long amount) {
        return """
                {"id":"cs_test_1","object":"checkout.session","status":"%s","payment_status":"%s","amount_total":%d,
                 "currency":"cny","url":"https://checkout.example/c/1"}""".formatted(status, paymentStatus, amount);
    }

    private static String event(Payment payment, String version, String paymentStatus, long amount) {
        String object = session("complete", paymentStatus, amount)
                .replaceFirst("\\{", "{\"client_reference_id\":\"" + payment.providerNumber() + "\",");
        return """
                {"id":"evt_%s","object":"event","api_version":"%s","type":"checkout.session.completed","data":{"object":%s}}""".formatted(payment.providerNumber(), version, object);
    }

    private static String sign(String body, long secondsFromNow) {
        long time = Instant.now().getEpochSecond() + secondsFromNow;
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] signature = mac.doFinal((time + "." + body).getBytes(StandardCharsets.UTF_8));
            return "t=" + time + ",v1=" + HexFormat.of().formatHex(signature);
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException(absent);
        }
    }
}
