package org.ziyuan.marketplace.payment.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.ziyuan.marketplace.ordering.Purchase.now;
import static org.ziyuan.marketplace.ordering.Purchase.run;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.marketplace.payment.PaymentTest;
import reactor.core.publisher.Mono;

class PaymentJanitorTests extends PaymentTest {

    private static final WireMockServer STRIPE = new WireMockServer(
            WireMockConfiguration.options().bindAddress("127.0.0.1").dynamicPort());

    @Autowired
    PaymentJanitor janitor;

    @DynamicPropertySource
    static void stripe(DynamicPropertyRegistry registry) {
        STRIPE.start();
        registry.add("ziyuan.payment.stripe.api-base", STRIPE::baseUrl);
        registry.add("ziyuan.payment.stripe.api-key", () -> "sk_test_only_for_this_test");
        registry.add("ziyuan.payment.stripe.webhook-secret", () -> "whsec_only_for_this_test");
    }

    @AfterAll
    static void stop() {
        STRIPE.stop();
    }

    @BeforeEach
    void aProviderThatIsOutOfOrder() {
        STRIPE.resetAll();
        STRIPE.stubFor(WireMock.any(WireMock.anyUrl()).willReturn(WireMock.serverError()));
    }

    @Test
    void asksOnceWhenTwoNodesLookAtTheSameTimeAndEverMoreSeldom() {
        Payment payment = instruct(PaymentChannel.STRIPE);
        due(payment, 3);

        run(Mono.when(janitor.round(), janitor.round()));

        assertThat(attempts(payment)).containsExactly("ask silent");
        assertThat(current(payment).state()).isEqualTo(PaymentState.UNKNOWN);
        assertThat(number("select checks from payment where id = :id", payment)).isEqualTo(4);
        assertThat(number(
                        "select round(extract(epoch from next_check_at - now()))::int from payment where id = :id",
                        payment))
                .isBetween(200, 240);
    }

    @Test
    void aClockThatWentBackHoldsNoQuestionBack() {
        Payment payment = instruct(PaymentChannel.STRIPE);
        run(database.sql("update payment set next_check_at = now() + interval '25 hours' where id = :id")
                .bind("id", payment.id())
                .then());

        run(janitor.round());

        assertThat(attempts(payment)).containsExactly("ask silent");
    }

    @Test
    void whatNobodyAnswersGoesToAPersonAndStaysOpen() {
        Payment payment = instruct(PaymentChannel.STRIPE);
        due(payment, 40);

        run(janitor.round());
        run(janitor.round());

        assertThat(attempts(payment)).isEmpty();
        assertThat(current(payment).state()).isEqualTo(PaymentState.UNKNOWN);
        assertThat(current(payment).attention()).isEqualTo("provider-does-not-say");
        assertThat(now(payments.list(purchase.accountant, PaymentState.UNKNOWN, Cursor.START, 5))
                        .items())
                .extracting(Payment::id)
                .containsExactly(payment.id());
    }

    @Test
    void whatAPersonHasOnTheListIsStillAskedAboutUntilTheProviderAnswers() {
        Payment payment = instruct(PaymentChannel.STRIPE);
        due(payment, 40);
        run(janitor.round());

        due(payment, 40);
        run(janitor.round());

        assertThat(attempts(payment)).containsExactly("ask silent");
        assertThat(number(
                        "select round(extract(epoch from next_check_at - now()))::int from payment where id = :id",
                        payment))
                .isBetween(3500, 3600);
    }

    @Test
    void whatWasEndedWithoutTheProvidersLastWordIsAskedAboutAndNothingIsPaidMeanwhile() {
        Payment payment = instruct(PaymentChannel.STRIPE);
        STRIPE.stubFor(WireMock.post(WireMock.anyUrl())
                .willReturn(WireMock.okJson("{\"error\":{\"type\":\"invalid_request_error\",\"message\":\"no\"}}")
                        .withStatus(400)));
        assertThat(open(payment).state()).isEqualTo(PaymentState.FAILED);
        due(payment, 1);
        assertRefused("payment-may-live", () -> instruct(PaymentChannel.TREASURY));

        run(janitor.round());
        assertThat(attempts(payment)).containsExactly("open failed", "ask ignored");
        STRIPE.verify(1, WireMock.postRequestedFor(WireMock.anyUrl()));
        assertRefused("payment-may-live", () -> instruct(PaymentChannel.TREASURY));

        run(database.sql(
                        "update payment set instructed_at = now() - interval '26 hours', next_check_at = now() where id = :id")
                .bind("id", payment.id())
                .then());
        run(janitor.round());
        assertThat(instruct(PaymentChannel.TREASURY).state()).isEqualTo(PaymentState.INSTRUCTED);
    }

    private void due(Payment payment, int checks) {
        run(database.sql("update payment set checks = :checks, next_check_at = now() where id = :id")
                .bind("checks", checks)
                .bind("id", payment.id())
                .then());
    }

    private int number(String sql, Payment payment) {
        return now(database.sql(sql)
                .bind("id", payment.id())
                .mapValue(Integer.class)
                .one());
    }
}
