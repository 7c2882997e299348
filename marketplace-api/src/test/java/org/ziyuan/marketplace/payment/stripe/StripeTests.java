package org.ziyuan.marketplace.payment.stripe;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.serverError;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ziyuan.marketplace.ordering.Purchase.now;
import static org.ziyuan.marketplace.ordering.Purchase.run;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.ordering.Purchase;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.payment.DecideDifference;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.PaymentDifference;
import org.ziyuan.marketplace.payment.PaymentDifferences;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.marketplace.payment.PaymentTest;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;

class StripeTests extends PaymentTest {

    private static final WireMockServer STRIPE = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final String SECRET = "whsec_only_for_this_test";
    private static final String SESSIONS = "/v1/checkout/sessions";

    @Autowired
    StripeNotifications notifications;

    @Autowired
    PaymentDifferences differences;

    @Autowired
    DecideDifference decide;

    /** No two payments share a session or its money. */
    private final String session = "cs_test_" + Ids.next().toString().replace("-", "");

    private final String intent = session.replace("cs_test", "pi");

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
        assertThat(payment.providerReference()).isEqualTo(session);
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
                get(urlPathMatching(SESSIONS + "/" + session)).willReturn(okJson(session("complete", "paid", 1))));
        assertThat(ask(payment).state()).isEqualTo(PaymentState.UNKNOWN);

        STRIPE.stubFor(
                get(urlPathMatching(SESSIONS + "/" + session)).willReturn(okJson(session("expired", "unpaid", 50000))));
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

    @ParameterizedTest
    @ValueSource(ints = {400, 402, 404, 409})
    void aSessionThatMayHaveBeenMadeIsNotEndedByARefusedRepetition(int status) {
        Payment payment = answerLost();
        STRIPE.stubFor(post(urlEqualTo(SESSIONS)).willReturn(refused(status)));

        assertThat(ask(payment).state()).isEqualTo(PaymentState.UNKNOWN);
        assertThat(ask(payment).state()).isEqualTo(PaymentState.UNKNOWN);
        assertRefused("purchase-order-state-forbids", () -> instruct(PaymentChannel.TREASURY));

        String event = event(payment, "2026-01-01", "paid", 50000);
        assertThat(tell(event, sign(event, 0))).isEqualTo("ok");
        assertThat(current(payment).state()).isEqualTo(PaymentState.SETTLED);
        assertThat(spent()).isEqualTo(Purchase.TOTAL);
    }

    @Test
    void aLostSessionIsLookedForAmongThoseThatStripeHas() {
        Payment payment = answerLost();
        STRIPE.stubFor(post(urlEqualTo(SESSIONS)).willReturn(refused(400)));
        STRIPE.stubFor(get(urlPathMatching(SESSIONS))
                .willReturn(okJson("{\"object\":\"list\",\"has_more\":false,\"data\":[%s,%s]}"
                        .formatted(session("open", "unpaid", 7), ours(payment, "complete", "paid")))));

        assertThat(ask(payment).state()).isEqualTo(PaymentState.SETTLED);
        assertThat(current(payment).providerReference()).isEqualTo(session);
    }

    @Test
    void thatStripeHasNoSessionEndsThePaymentOnlyWhenNoneCanBeMadeAnyMore() {
        Payment payment = answerLost();
        STRIPE.stubFor(post(urlEqualTo(SESSIONS)).willReturn(refused(400)));
        STRIPE.stubFor(get(urlPathMatching(SESSIONS))
                .willReturn(okJson("{\"object\":\"list\",\"has_more\":false,\"data\":[]}")));
        assertThat(ask(payment).state()).isEqualTo(PaymentState.UNKNOWN);

        Purchase.run(database.sql("update payment set instructed_at = now() - interval '41 minutes' where id = :id")
                .bind("id", payment.id())
                .then());
        assertThat(ask(payment).state()).isEqualTo(PaymentState.FAILED);
        assertThat(instruct(PaymentChannel.TREASURY).state()).isEqualTo(PaymentState.INSTRUCTED);
    }

    @Test
    void aSessionOfAnotherPaymentProvesNothing() {
        Payment payment = opened();
        STRIPE.stubFor(get(urlPathMatching(SESSIONS + "/" + session))
                .willReturn(okJson(session("complete", "paid", 50000)
                        .replaceFirst("\\{", "{\"client_reference_id\":\"" + "0".repeat(32) + "\","))));

        assertThat(ask(payment).state()).isEqualTo(PaymentState.UNKNOWN);
    }

    @Test
    void oneReferenceSettlesOnePayment() {
        Payment first = settled();
        Purchase other = new Purchase(context);
        other.invoice();
        Payment second =
                now(instructPayment.instruct(other.order, PaymentChannel.STRIPE, Ids.next(), other.accountant));

        String event = event(second, "2026-01-01", "paid", 50000);
        assertThat(tell(event, sign(event, 0))).isEqualTo("ok");

        Payment doubtful = now(payments.find(second.id(), other.accountant));
        assertThat(doubtful.state()).isEqualTo(PaymentState.UNKNOWN);
        assertThat(doubtful.attention()).isEqualTo("reference-used");
        assertThat(current(first).state()).isEqualTo(PaymentState.SETTLED);
        assertThat(other.balance().spent().isPositive()).isFalse();
    }

    @Test
    void aRefundStandsOnTheListsUntilTheAccountantBooksItAndIsBookedOnce() {
        Payment payment = settled();

        tell(moneyBack("charge.refunded", "\"id\":\"ch_1\",\"amount\":50000,\"amount_refunded\":3000"));
        tell(moneyBack(
                "refund.updated", "\"id\":\"re_%s\",\"amount\":3000,\"status\":\"succeeded\"".formatted(intent)));
        tell(moneyBack("charge.refunded", "\"id\":\"ch_1\",\"amount\":50000,\"amount_refunded\":3000"));

        PaymentDifference refund = onlyDifference();
        assertThat(refund.amount()).isEqualTo(Money.ofYuan("30"));
        assertThat(current(payment).attention()).isEqualTo("refunded");
        Actor operator = new Actor(Ids.next(), "运营", Ids.next(), "", Set.of(Role.OPERATOR));
        for (Actor reader : List.of(purchase.accountant, operator)) {
            assertThat(now(differences.open(reader, Sought.everything(Cursor.START, 100)))
                            .items())
                    .extracting(PaymentDifference::id)
                    .contains(refund.id());
            assertThat(now(payments.list(reader, PaymentState.UNKNOWN, Cursor.START, 100))
                            .items())
                    .extracting(Payment::id)
                    .contains(payment.id());
        }
        assertThat(spent()).isEqualTo(Purchase.TOTAL);
        assertRefused("payment-difference-not-found", () -> now(decide.book(refund.id(), purchase.stranger)));
        assertRefused("payer-is-approver", () -> now(decide.book(refund.id(), purchase.reviewer)));
        assertRefused("role-required", () -> now(decide.book(refund.id(), operator)));

        run(decide.book(refund.id(), purchase.accountant));
        run(decide.book(refund.id(), purchase.accountant));

        assertThat(spent()).isEqualTo(Money.ofYuan("470"));
        assertThat(purchase.balance().available()).isEqualTo(Money.ofYuan("530"));
        assertThat(onlyDifference().decidedBy()).isEqualTo("李会计");
        assertThat(current(payment).attention()).isNull();
        assertRefused("payment-difference-decided", () -> now(decide.clear(refund.id(), "记错了", purchase.accountant)));
        assertThat(auditOf(payment)).containsExactly("payment.lowered", "payment-difference.booked");
        tell(moneyBack("refund.failed", "\"id\":\"re_%s\",\"amount\":3000,\"status\":\"failed\"".formatted(intent)));
        assertThat(current(payment).attention()).isEqualTo("refund-taken-back");
    }

    @Test
    void aRefundThatFailsIsNotBookedAlsoWhenOnlyItsTotalWasHeardOf() {
        Payment payment = settled();
        tell(moneyBack("charge.refunded", "\"id\":\"ch_1\",\"amount_refunded\":3000"));
        tell(moneyBack("refund.failed", "\"id\":\"re_%s\",\"amount\":3000,\"status\":\"failed\"".formatted(intent)));

        assertThat(onlyDifference().holds()).isFalse();
        assertRefused(
                "payment-difference-not-bookable",
                () -> now(decide.book(onlyDifference().id(), purchase.accountant)));
        run(decide.clear(onlyDifference().id(), "退款未成功", purchase.accountant));
        assertThat(current(payment).attention()).isNull();
    }

    @Test
    void aDisputeIsBookedWhenItHoldsAndClearedWithAReasonWhenItIsWon() {
        Payment payment = settled();
        tell(dispute("created", "warning_needs_response"));
        PaymentDifference dispute = onlyDifference();
        assertThat(current(payment).attention()).isEqualTo("disputed");
        assertRefused("payment-difference-not-bookable", () -> now(decide.book(dispute.id(), purchase.accountant)));
        tell(dispute("funds_withdrawn", "needs_response"));
        assertThat(onlyDifference().bookable()).isTrue();
        tell(dispute("closed", "won"));

        assertRefused("payment-difference-not-bookable", () -> now(decide.book(dispute.id(), purchase.accountant)));
        assertRefused("reason-required", () -> now(decide.clear(dispute.id(), " ", purchase.accountant)));
        run(decide.clear(dispute.id(), "争议已胜诉", purchase.accountant));

        assertThat(current(payment).attention()).isNull();
        assertThat(spent()).isEqualTo(Purchase.TOTAL);
    }

    @Test
    void aRefundHeardOfBeforeThePaymentIsNeverSettled() {
        Payment payment = opened();
        tell(moneyBack(
                "charge.refunded",
                "\"id\":\"ch_1\",\"amount_refunded\":20000,\"metadata\":{\"payment\":\"" + payment.providerNumber()
                        + "\"}"));

        String event = event(payment, "2026-01-01", "paid", 50000);
        tell(event);

        assertThat(current(payment).state()).isEqualTo(PaymentState.SETTLED);
        assertThat(spent()).isEqualTo(Money.ofYuan("300"));
        assertRefused(
                "payment-difference-to-be-booked",
                () -> now(decide.clear(onlyDifference().id(), "不用管", purchase.accountant)));
        run(decide.book(onlyDifference().id(), purchase.accountant));
        assertThat(purchase.balance().accepted().isPositive()).isFalse();
        assertThat(purchase.balance().available()).isEqualTo(Money.ofYuan("700"));
    }

    @Test
    void aRefundThatFailsBeforeThePaymentIsHeardOfKeepsNothingBack() {
        Payment payment = opened();
        for (String status : List.of("pending", "failed")) {
            tell(moneyBack(
                    "refund.updated",
                    "\"id\":\"re_1\",\"amount\":20000,\"status\":\"%s\",\"metadata\":{\"payment\":\"%s\"}"
                            .formatted(status, payment.providerNumber())));
        }

        String event = event(payment, "2026-01-01", "paid", 50000);
        tell(event);

        assertThat(spent()).isEqualTo(Purchase.TOTAL);
    }

    @Test
    void moneyThatNamesNoPaymentIsAskedAboutAndRefusedWhenItIsNotOurs() {
        Payment payment = settled();
        Purchase.run(database.sql("update payment set intent_reference = null where id = :id")
                .bind("id", payment.id())
                .then());
        String refund = moneyBack("charge.refunded", "\"id\":\"ch_1\",\"amount_refunded\":50000");
        assertRefused("payment-channel-silent", () -> tell(refund, sign(refund, 0)));

        STRIPE.stubFor(get(urlPathMatching(SESSIONS)).willReturn(okJson("{\"object\":\"list\",\"data\":[]}")));
        assertRefused("notification-not-ours", () -> tell(refund, sign(refund, 0)));

        STRIPE.stubFor(get(urlPathMatching(SESSIONS))
                .willReturn(
                        okJson("{\"object\":\"list\",\"data\":[%s]}".formatted(ours(payment, "complete", "paid")))));
        tell(refund);
        assertThat(onlyDifference().amount()).isEqualTo(Purchase.TOTAL);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "9223372036854775808",
                "123456789012345678901234567890123456789",
                "1e400",
                "50000.0",
                "-50000",
                "\"50000\"",
                "null",
                "true",
                "[50000]",
                "{\"value\":50000}"
            })
    void noOtherKindOfAmountSettlesOrLowersAnything(String amount) {
        Payment payment = opened();
        String event = event(payment, "2026-01-01", "paid", 50000).replace(":50000", ":" + amount);
        refusesWhateverItSays(event);
        refusesWhateverItSays(moneyBack(
                "charge.refunded",
                "\"id\":\"ch_1\",\"amount_refunded\":%s,\"metadata\":{\"payment\":\"%s\"}"
                        .formatted(amount, payment.providerNumber())));

        assertThat(current(payment).state()).isEqualTo(PaymentState.INSTRUCTED);
        assertThat(current(payment).attention()).isNull();
    }

    @Test
    void noOtherKindOfEventIsMoreThanRefused() {
        Payment payment = opened();
        String good = event(payment, "2026-01-01", "paid", 50000);
        for (String odd : List.of(
                "",
                "null",
                "[]",
                "7",
                "{\"id\":7}",
                "[".repeat(60) + "]".repeat(60),
                good.replace("\"evt_", "\"evt_\\u0000"),
                good.replaceFirst("\"id\":\"evt_[^\"]*\"", "\"id\":{}"),
                good.replace("\"" + session + "\"", "[]"),
                good.replace("\"" + session + "\"", "\"\\u0000\""),
                good.replace("\"" + payment.providerNumber() + "\"", "{}"),
                good.replace("\"cny\"", "7"))) {
            refusesWhateverItSays(odd);
        }
        assertRefused(
                "notification-forged", () -> tell(good, "a,t=" + Instant.now().getEpochSecond()));

        assertThat(current(payment).state()).isEqualTo(PaymentState.INSTRUCTED);
    }

    private void refusesWhateverItSays(String event) {
        assertThatThrownBy(() -> tell(event, sign(event, 0))).as(event).isInstanceOf(Refusal.class);
    }

    private Payment answerLost() {
        STRIPE.stubFor(post(urlEqualTo(SESSIONS)).willReturn(serverError()));
        Payment payment = open(instruct(PaymentChannel.STRIPE));
        assertThat(payment.state()).isEqualTo(PaymentState.UNKNOWN);
        STRIPE.resetMappings();
        return payment;
    }

    private Payment settled() {
        Payment payment = opened();
        String event = event(payment, "2026-01-01", "paid", 50000);
        tell(event);
        return current(payment);
    }

    private static ResponseDefinitionBuilder refused(int status) {
        return okJson("{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"no\"}}")
                .withStatus(status);
    }

    private String ours(Payment payment, String status, String paymentStatus) {
        return session(status, paymentStatus, 50000)
                .replaceFirst("\\{", "{\"client_reference_id\":\"" + payment.providerNumber() + "\",");
    }

    private void tell(String event) {
        assertThat(tell(event, sign(event, 0))).isEqualTo("ok");
    }

    private String dispute(String what, String status) {
        return moneyBack(
                "charge.dispute." + what, "\"id\":\"dp_1\",\"amount\":50000,\"status\":\"%s\"".formatted(status));
    }

    private String moneyBack(String type, String figures) {
        return """
                {"id":"evt_%s","object":"event","type":"%s","data":{"object":{"currency":"cny","payment_intent":"%s",%s}}}""".formatted(Ids.next(), type, intent, figures);
    }

    private PaymentDifference onlyDifference() {
        List<PaymentDifference> all =
                now(differences.ofOrder(purchase.order, purchase.accountant).collectList());
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    private List<String> auditOf(Payment payment) {
        return now(database.sql("select action from audit_entry where subject_id = :id order by seq")
                .bind("id", payment.id())
                .mapValue(String.class)
                .all()
                .collectList());
    }

    private Payment opened() {
        STRIPE.stubFor(post(urlEqualTo(SESSIONS)).willReturn(okJson(session("open", "unpaid", 50000))));
        return open(instruct(PaymentChannel.STRIPE));
    }

    private String tell(String event, String signature) {
        return now(notifications.take(event.getBytes(StandardCharsets.UTF_8), signature));
    }

    private String session(String status, String paymentStatus, long amount) {
        return """
                {"id":"%s","object":"checkout.session","status":"%s","payment_status":"%s","amount_total":%d,
                 "currency":"cny","payment_intent":"%s","url":"https://checkout.example/c/1"}""".formatted(session, status, paymentStatus, amount, intent);
    }

    private String event(Payment payment, String version, String paymentStatus, long amount) {
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
