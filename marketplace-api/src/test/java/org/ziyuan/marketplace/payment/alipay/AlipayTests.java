package org.ziyuan.marketplace.payment.alipay;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.ziyuan.marketplace.ordering.Purchase.now;
import static org.ziyuan.marketplace.ordering.Purchase.run;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;
import org.springframework.mock.web.server.MockServerWebExchange;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.util.UriComponentsBuilder;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.ordering.Purchase;
import org.ziyuan.marketplace.payment.DecideDifference;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.PaymentDifference;
import org.ziyuan.marketplace.payment.PaymentDifferences;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.marketplace.payment.PaymentTest;
import org.ziyuan.marketplace.refusal.Refusal;

class AlipayTests extends PaymentTest {

    private static final WireMockServer ALIPAY = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());
    private static final KeyPair OURS = Rsa2.keys();
    private static final KeyPair THEIRS = Rsa2.keys();

    @Autowired
    AlipayNotifications notifications;

    @Autowired
    PaymentDifferences differences;

    @Autowired
    DecideDifference decide;

    @DynamicPropertySource
    static void alipay(DynamicPropertyRegistry registry) {
        ALIPAY.start();
        registry.add("ziyuan.payment.alipay.gateway", () -> ALIPAY.baseUrl() + "/gateway.do");
        registry.add("ziyuan.payment.alipay.app-id", () -> "2021000000000001");
        registry.add("ziyuan.payment.alipay.seller-id", () -> "2088000000000001");
        registry.add(
                "ziyuan.payment.alipay.private-key",
                () -> text(OURS.getPrivate().getEncoded()));
        registry.add(
                "ziyuan.payment.alipay.alipay-public-key",
                () -> text(THEIRS.getPublic().getEncoded()));
        registry.add("ziyuan.payment.alipay.notify-url", () -> "http://127.0.0.1/notify/alipay");
        registry.add("ziyuan.payment.alipay.read-timeout", () -> "1500ms");
    }

    @AfterAll
    static void stop() {
        ALIPAY.stop();
    }

    @BeforeEach
    void forgetAnswers() {
        ALIPAY.resetAll();
    }

    @Test
    void thePayersPageIsSignedWithOurKeyAndShownToTheAccountantAlone() {
        Payment payment = open(instruct(PaymentChannel.ALIPAY));

        Map<String, String> query = new TreeMap<>(
                UriComponentsBuilder.fromUriString(String.valueOf(payment.pageUrl()))
                        .build()
                        .getQueryParams()
                        .entrySet()
                        .stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey,
                                parameter -> URLDecoder.decode(
                                        String.valueOf(parameter.getValue().get(0)), StandardCharsets.UTF_8))));
        String sign = String.valueOf(query.remove("sign"));
        assertThat(Rsa2.verify(Rsa2.content(query), sign, OURS.getPublic())).isTrue();
        assertThat(query.get("biz_content"))
                .contains("\"total_amount\":\"500.00\"")
                .contains(payment.providerNumber());
        assertThat(query).containsEntry("notify_url", "http://127.0.0.1/notify/alipay");
        assertThat(now(payments.find(payment.id(), purchase.vendor)).pageUrl()).isNull();
    }

    @Test
    void aSignedNotificationSettlesAndItsRepetitionAndALaterClosureChangeNothing() {
        Payment payment = open(instruct(PaymentChannel.ALIPAY));

        assertThat(notifyUs(success(payment, "n1"))).isEqualTo("success");
        assertThat(notifyUs(success(payment, "n1"))).isEqualTo("success");
        assertThat(notifyUs(success(payment, "n2"))).isEqualTo("success");
        Map<String, String> closed = success(payment, "n3");
        closed.put("trade_status", "TRADE_CLOSED");
        assertThat(notifyUs(closed)).isEqualTo("success");

        assertThat(current(payment).state()).isEqualTo(PaymentState.SETTLED);
        assertThat(purchase.current().state()).isEqualTo(OrderState.PAID);
        assertThat(spent()).isEqualTo(Purchase.TOTAL);
        assertThat(attempts(payment))
                .containsExactly("open waiting", "notified settled", "notified ignored", "notified ignored");
        assertThat(purchase.news()).containsOnlyOnce("PaymentSettled");
    }

    @Test
    void aForgedOrForeignNotificationIsRefusedAndChangesNothing() {
        Payment payment = open(instruct(PaymentChannel.ALIPAY));
        Map<String, String> good = success(payment, "n1");

        MultiValueMap<String, String> unsigned = form(good);
        unsigned.remove("sign");
        assertRefused("notification-forged", () -> take(unsigned));
        MultiValueMap<String, String> changed = form(good);
        changed.set("total_amount", "0.01");
        assertRefused("notification-forged", () -> take(changed));
        MultiValueMap<String, String> weaker = form(good);
        weaker.set("sign_type", "RSA");
        weaker.set("sign", "x");
        assertRefused("notification-forged", () -> take(weaker));
        MultiValueMap<String, String> doubled = form(good);
        doubled.add("trade_status", "TRADE_SUCCESS");
        assertRefused("notification-forged", () -> take(doubled));
        assertRefused("notification-not-ours", () -> notifyUs(with(good, "seller_id", "2088000000000002")));
        assertRefused("notification-not-ours", () -> notifyUs(with(good, "app_id", "2021000000000002")));
        assertRefused("notification-not-ours", () -> notifyUs(with(good, "out_trade_no", "1")));
        assertRefused("notification-differs", () -> notifyUs(with(good, "total_amount", "0.01")));
        assertRefused("payment-not-found", () -> notifyUs(with(good, "out_trade_no", "0".repeat(32))));

        assertThat(current(payment).state()).isEqualTo(PaymentState.INSTRUCTED);
        assertThat(attempts(payment)).containsExactly("open waiting");
    }

    @Test
    void aClosedTradeFailsThePaymentAndAnotherOneMayFollow() {
        Payment payment = open(instruct(PaymentChannel.ALIPAY));

        assertThat(notifyUs(with(success(payment, "n1"), "trade_status", "TRADE_CLOSED")))
                .isEqualTo("success");

        assertThat(current(payment).state()).isEqualTo(PaymentState.FAILED);
        assertThat(purchase.current().state()).isEqualTo(OrderState.INVOICED);
        assertThat(purchase.balance().accepted()).isEqualTo(Purchase.TOTAL);
        assertThat(instruct(PaymentChannel.ALIPAY).id()).isNotEqualTo(payment.id());
    }

    @Test
    void moneyForAFailedPaymentIsNotLostButShownToAPerson() {
        Payment payment = open(instruct(PaymentChannel.ALIPAY));
        notifyUsOf(with(success(payment, "n1"), "trade_status", "TRADE_CLOSED"));

        notifyUsOf(success(payment, "n2"));

        assertThat(current(payment).state()).isEqualTo(PaymentState.FAILED);
        assertThat(current(payment).attention()).isEqualTo("paid-after-failure");
        assertThat(now(payments.list(
                                purchase.accountant,
                                PaymentState.UNKNOWN,
                                org.ziyuan.marketplace.paging.Cursor.START,
                                5))
                        .items())
                .extracting(Payment::id)
                .containsExactly(payment.id());
        assertRefused("payment-paid-after-failure", () -> instruct(PaymentChannel.TREASURY));
        assertThat(purchase.current().state()).isEqualTo(OrderState.INVOICED);
    }

    @Test
    void silenceIsUnknownAndTheMoneyStaysSetAsideUntilAlipaySaysSo() {
        Payment payment = open(instruct(PaymentChannel.ALIPAY));
        ALIPAY.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(4000)));

        assertThat(ask(payment).state()).isEqualTo(PaymentState.UNKNOWN);
        assertThat(spent().isPositive()).isFalse();
        assertThat(purchase.current().state()).isEqualTo(OrderState.PAYMENT_INSTRUCTED);
        assertRefused("purchase-order-state-forbids", () -> instruct(PaymentChannel.ALIPAY));

        answers(payment, "TRADE_SUCCESS", THEIRS);
        assertThat(ask(payment).state()).isEqualTo(PaymentState.SETTLED);
        assertThat(spent()).isEqualTo(Purchase.TOTAL);
        assertThat(attempts(payment)).containsExactly("open waiting", "ask silent", "ask settled");
    }

    @Test
    void anAnswerThatAlipayDidNotSignProvesNothing() {
        Payment payment = open(instruct(PaymentChannel.ALIPAY));

        answers(payment, "TRADE_SUCCESS", OURS);

        assertThat(ask(payment).state()).isEqualTo(PaymentState.UNKNOWN);
    }

    @Test
    void whoHasNotPaidYetIsWaitedForAndATradeNobodyOpenedEndsWithItsTime() {
        Payment payment = open(instruct(PaymentChannel.ALIPAY));
        answer("{\"code\":\"40004\",\"msg\":\"Business Failed\",\"sub_code\":\"ACQ.TRADE_NOT_EXIST\"}", THEIRS);
        assertThat(ask(payment).state()).isEqualTo(PaymentState.INSTRUCTED);

        Purchase.run(database.sql("update payment set instructed_at = now() - interval '36 minutes' where id = :id")
                .bind("id", payment.id())
                .then());
        assertThat(ask(payment).state()).isEqualTo(PaymentState.FAILED);
        assertThat(current(payment).failure()).isEqualTo("expired");
    }

    @Test
    void aRefundOfASettledPaymentIsRecordedWithItsAmountWhateverTheTradesState() {
        Payment payment = open(instruct(PaymentChannel.ALIPAY));
        notifyUsOf(success(payment, "n1"));

        notifyUsOf(with(success(payment, "n2"), "refund_fee", "120.00"));
        notifyUsOf(with(success(payment, "n3"), "refund_fee", "120.00"));
        assertThat(refunds()).containsExactly("120.00 OPEN");
        notifyUsOf(with(with(success(payment, "n4"), "refund_fee", "500.00"), "trade_status", "TRADE_CLOSED"));
        notifyUsOf(with(success(payment, "n5"), "refund_fee", "120.00"));

        assertThat(refunds()).containsExactly("120.00 OPEN", "380.00 OPEN");
        assertThat(current(payment).attention()).isEqualTo("refunded");
        assertThat(purchase.current().state()).isEqualTo(OrderState.PAID);
        run(differences
                .ofOrder(purchase.order, purchase.accountant)
                .concatMap(refund -> decide.book(refund.id(), purchase.accountant))
                .collectList());
        assertThat(spent().isPositive()).isFalse();
        assertThat(purchase.balance().available()).isEqualTo(Money.ofYuan("1000"));
        assertThat(current(payment).attention()).isNull();
    }

    @Test
    void whatWasRefundedBeforeIsNotSettledAndWhatWasRefundedAltogetherMayBePaidAgain() {
        Payment payment = open(instruct(PaymentChannel.ALIPAY));

        notifyUsOf(with(with(success(payment, "n1"), "refund_fee", "100.00"), "trade_status", "TRADE_CLOSED"));
        assertThat(current(payment).state()).isEqualTo(PaymentState.UNKNOWN);
        assertRefused("purchase-order-state-forbids", () -> instruct(PaymentChannel.TREASURY));
        notifyUsOf(with(success(payment, "n2"), "refund_fee", "100.00"));

        assertThat(current(payment).state()).isEqualTo(PaymentState.SETTLED);
        assertThat(spent()).isEqualTo(Money.ofYuan("400"));
        assertThat(refunds()).containsExactly("100.00 OPEN");

        purchase = new Purchase(context);
        purchase.invoice();
        Payment refunded = open(instruct(PaymentChannel.ALIPAY));
        notifyUsOf(with(success(refunded, "n1"), "refund_fee", "500.00"));
        assertThat(current(refunded).state()).isEqualTo(PaymentState.FAILED);
        notifyUsOf(with(success(refunded, "n2"), "refund_fee", "500.00"));
        assertThat(refunds()).containsExactly("500.00 CLEARED");
        assertThat(instruct(PaymentChannel.TREASURY).state()).isEqualTo(PaymentState.INSTRUCTED);
    }

    @Test
    void lateMoneyIsClearedByAPersonAndThenTheOrderIsPayableAgain() {
        Payment payment = open(instruct(PaymentChannel.ALIPAY));
        notifyUsOf(with(success(payment, "n1"), "trade_status", "TRADE_CLOSED"));
        notifyUsOf(success(payment, "n2"));
        assertRefused("payment-paid-after-failure", () -> instruct(PaymentChannel.TREASURY));
        PaymentDifference late =
                now(differences.ofOrder(purchase.order, purchase.accountant).next());
        assertRefused("payment-difference-not-bookable", () -> now(decide.book(late.id(), purchase.accountant)));

        run(decide.clear(late.id(), "支付宝已原路退回", purchase.accountant));

        assertThat(instruct(PaymentChannel.TREASURY).state()).isEqualTo(PaymentState.INSTRUCTED);
    }

    @Test
    void aNotificationWithOddFiguresIsRefusedAndChangesNothing() {
        Payment payment = open(instruct(PaymentChannel.ALIPAY));
        Map<String, String> good = success(payment, "n1");
        for (String odd : List.of("9223372036854775808.00", "1e3", "-500.00", "５００", "500.001", " ", "NaN")) {
            refusesWhateverItSays(with(good, "total_amount", odd));
            refusesWhateverItSays(with(good, "refund_fee", odd));
        }
        refusesWhateverItSays(with(good, "refund_fee", "500.01"));
        refusesWhateverItSays(with(good, "trade_no", ""));
        refusesWhateverItSays(with(good, "trade_no", "1\u0000"));
        refusesWhateverItSays(with(good, "trade_status", "TRADE_WHATEVER"));
        refusesWhateverItSays(with(good, "notify_id", "n\u0000"));

        assertThat(current(payment).state()).isEqualTo(PaymentState.INSTRUCTED);
        assertThat(refunds()).isEmpty();
    }

    @Test
    void anAnswerAboutAnotherTradeOrOfAnotherKindProvesNothing() {
        Payment payment = open(instruct(PaymentChannel.ALIPAY));
        for (String odd : List.of(
                "{\"code\":\"10000\",\"out_trade_no\":\"%s\",\"total_amount\":\"500.00\",\"trade_no\":\"1\",\"trade_status\":\"TRADE_SUCCESS\"}"
                        .formatted("0".repeat(32)),
                "{\"code\":\"10000\",\"total_amount\":5e400,\"trade_no\":\"1\",\"trade_status\":\"TRADE_SUCCESS\"}",
                "{\"code\":\"10000\",\"total_amount\":\"500.00\",\"trade_status\":\"TRADE_SUCCESS\"}",
                "{\"code\":[],\"total_amount\":{},\"trade_status\":7}",
                "[]",
                "7")) {
            answer(odd, THEIRS);
            assertThat(ask(payment).state()).as(odd).isEqualTo(PaymentState.UNKNOWN);
        }
    }

    private void refusesWhateverItSays(Map<String, String> fields) {
        assertThatThrownBy(() -> notifyUs(fields)).as(fields.toString()).isInstanceOf(Refusal.class);
    }

    private List<String> refunds() {
        return now(differences
                .ofOrder(purchase.order, purchase.accountant)
                .map(refund -> refund.amount().inYuan() + " " + refund.state())
                .collectList());
    }

    @Test
    void theLibrarysOldCompanionsAreNotOnTheClassPath() {
        for (String absent :
                new String[] {"com.alibaba.fastjson.JSON", "org.dom4j.Document", "okhttp3.OkHttpClient", "okio.Okio"}) {
            assertThatThrownBy(() -> Class.forName(absent)).isInstanceOf(ClassNotFoundException.class);
        }
        assertThat(org.bouncycastle.jce.provider.BouncyCastleProvider.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .getPath())
                .contains("bcprov-jdk18on");
    }

    private static Map<String, String> success(Payment payment, String notifyId) {
        Map<String, String> fields = new TreeMap<>();
        fields.put("app_id", "2021000000000001");
        fields.put("seller_id", "2088000000000001");
        fields.put("charset", "UTF-8");
        fields.put("notify_id", notifyId + "-" + payment.id());
        fields.put("out_trade_no", payment.providerNumber());
        fields.put("trade_no", "20261123" + payment.providerNumber().substring(0, 20));
        fields.put("total_amount", "500.00");
        fields.put("trade_status", "TRADE_SUCCESS");
        fields.put("subject", "采购订单");
        return fields;
    }

    private static Map<String, String> with(Map<String, String> fields, String name, String value) {
        Map<String, String> changed = new TreeMap<>(fields);
        changed.put(name, value);
        return changed;
    }

    private static MultiValueMap<String, String> form(Map<String, String> fields) {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        fields.forEach(form::add);
        form.add("sign", Rsa2.sign(Rsa2.content(fields), THEIRS.getPrivate()));
        form.add("sign_type", "RSA2");
        return form;
    }

    private String notifyUs(Map<String, String> fields) {
        return take(form(fields));
    }

    private void notifyUsOf(Map<String, String> fields) {
        assertThat(notifyUs(fields)).isEqualTo("success");
    }

    private String take(MultiValueMap<String, String> form) {
        String body = UriComponentsBuilder.newInstance()
                .queryParams(form)
                .encode()
                .build()
                .getQuery();
        return now(notifications.take(MockServerWebExchange.from(MockServerHttpRequest.post("/notify/alipay")
                .contentType(MediaType.APPLICATION_FORM_URLENCODED)
                .body(String.valueOf(body).replace("+", "%2B")))));
    }

    private static void answers(Payment payment, String status, KeyPair signer) {
        answer("""
                {"code":"10000","msg":"Success","out_trade_no":"%s","total_amount":"500.00","trade_no":"2026","trade_status":"%s"}""".formatted(payment.providerNumber(), status), signer);
    }

    private static void answer(String content, KeyPair signer) {
        ALIPAY.resetAll();
        ALIPAY.stubFor(any(anyUrl())
                .willReturn(aResponse()
                        .withHeader("Content-Type", "application/json;charset=utf-8")
                        .withBody("{\"alipay_trade_query_response\":%s,\"sign\":\"%s\"}"
                                .formatted(content, Rsa2.sign(content, signer.getPrivate())))));
    }

    private static String text(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }
}
