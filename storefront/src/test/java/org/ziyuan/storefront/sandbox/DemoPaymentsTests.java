package org.ziyuan.storefront.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.ziyuan.marketplace.ordering.Purchase.now;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.ziyuan.marketplace.MarketplaceApi;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.ordering.Purchase;
import org.ziyuan.marketplace.payment.InstructPayment;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.PaymentDifference;
import org.ziyuan.marketplace.payment.PaymentDifferences;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.marketplace.payment.Payments;
import org.ziyuan.marketplace.payment.ReachGateway;
import org.ziyuan.marketplace.test.TestDatabase;
import org.ziyuan.marketplace.transaction.Ids;

@SpringBootTest(
        classes = DemoPaymentsTests.Application.class,
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = "management.server.port=0")
@ContextConfiguration(initializers = TestDatabase.Initializer.class)
@ActiveProfiles("demo")
class DemoPaymentsTests {

    /** The core and the sandbox, without pages, search and workflow. */
    @EnableAutoConfiguration
    @Import({MarketplaceApi.class, DemoPayments.class})
    static class Application {}

    private static final Pattern FORM = Pattern.compile("<form method=\"post\" action=\"([^\"]+)\">");
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path data;

    @Autowired
    ApplicationContext context;

    @Autowired
    DatabaseClient database;

    @Autowired
    InstructPayment instructPayment;

    @Autowired
    Payments payments;

    @Autowired
    ReachGateway gateway;

    @Autowired
    PaymentDifferences differences;

    private final HttpClient browser = HttpClient.newHttpClient();

    @DynamicPropertySource
    static void dataFolder(DynamicPropertyRegistry registry) {
        registry.add("ziyuan.data-dir", () -> data.toString());
        // Only a notification or a question asked here may decide.
        registry.add("ziyuan.payment.first-check", () -> "1h");
    }

    @ParameterizedTest
    @CsvSource({
        "ALIPAY, success, PAID",
        "ALIPAY, duplicate-notify, PAID",
        "ALIPAY, decline, INVOICED",
        "STRIPE, success, PAID",
        "STRIPE, duplicate-notify, PAID",
        "STRIPE, decline, INVOICED"
    })
    void aProviderThatTellsUsDecidesThePayment(PaymentChannel channel, String mode, OrderState expected)
            throws Exception {
        Purchase purchase = new Purchase(context);
        purchase.invoice();
        Payment payment = opened(purchase, channel);

        HttpResponse<String> answer = press(payment, mode);

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(place -> assertThat(place).endsWith("/orders/" + purchase.order));
        await().atMost(PATIENCE).until(() -> purchase.current().state() == expected);
        assertThat(purchase.balance().spent()).isEqualTo(expected == OrderState.PAID ? Purchase.TOTAL : Money.ZERO);
    }

    @ParameterizedTest
    @EnumSource(
            value = PaymentChannel.class,
            names = {"ALIPAY", "STRIPE"})
    void aRefundAtTheCashierStandsOnTheAccountantsList(PaymentChannel channel) throws Exception {
        Purchase purchase = new Purchase(context);
        purchase.invoice();
        Payment payment = opened(purchase, channel);
        assertThat(press(payment, "success").statusCode()).isEqualTo(303);
        await().atMost(PATIENCE).until(() -> purchase.current().state() == OrderState.PAID);

        refund(payment, "refund-half");
        await().atMost(PATIENCE).until(() -> refunds(purchase).size() == 1);
        refund(payment, "refund");
        await().atMost(PATIENCE).until(() -> refunds(purchase).size() == 2);

        assertThat(refunds(purchase)).containsExactly(Money.ofYuan("250"), Money.ofYuan("250"));
    }

    private List<Money> refunds(Purchase purchase) {
        return now(differences
                .ofOrder(purchase.order, purchase.accountant)
                .map(PaymentDifference::amount)
                .collectList());
    }

    /** Where the payer pressed the button; the form stays there while there is money to give back. */
    private void refund(Payment payment, String mode) throws Exception {
        HttpResponse<String> answer = post(
                payment.channel() == PaymentChannel.ALIPAY
                        ? URI.create(Objects.requireNonNull(payment.pageUrl()))
                                .resolve("/alipay/cashier/" + payment.providerNumber())
                        : URI.create(Objects.requireNonNull(payment.pageUrl())),
                mode);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("已退款");
    }

    private HttpResponse<String> post(URI page, String mode) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(page)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString("mode=" + mode))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @ParameterizedTest
    @CsvSource({
        "ALIPAY, timeout-but-succeeded, SETTLED",
        "ALIPAY, timeout-and-failed, FAILED",
        "STRIPE, timeout-but-succeeded, SETTLED",
        "STRIPE, timeout-and-failed, FAILED"
    })
    void aProviderThatFallsSilentLeavesThePaymentUnknownUntilItIsAskedAgain(
            PaymentChannel channel, String mode, PaymentState expected) throws Exception {
        Purchase purchase = new Purchase(context);
        purchase.invoice();
        Payment payment = opened(purchase, channel);

        assertThat(press(payment, mode).statusCode()).isEqualTo(504);

        assertThat(now(gateway.ask(payment.id(), purchase.accountant)).state()).isEqualTo(PaymentState.UNKNOWN);
        assertThat(purchase.current().state()).isEqualTo(OrderState.PAYMENT_INSTRUCTED);
        assertThat(now(gateway.ask(payment.id(), purchase.accountant)).state()).isEqualTo(expected);
    }

    @Test
    void theKeysAreKeptForTheirOwnerAlone() throws IOException {
        Path keys = data.resolve("sandbox/payment-sandbox.properties");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keys)))
                .isEqualTo("rw-------");
    }

    private Payment opened(Purchase purchase, PaymentChannel channel) {
        Payment payment = now(instructPayment.instruct(purchase.order, channel, Ids.next(), purchase.accountant));
        await().atMost(PATIENCE)
                .until(() ->
                        now(payments.find(payment.id(), purchase.accountant)).pageUrl() != null);
        return now(payments.find(payment.id(), purchase.accountant));
    }

    /** Opens the cashier's page as a browser does and presses one of its buttons. */
    private HttpResponse<String> press(Payment payment, String mode) throws Exception {
        URI page = URI.create(Objects.requireNonNull(payment.pageUrl()));
        String html = browser.send(HttpRequest.newBuilder(page).build(), HttpResponse.BodyHandlers.ofString())
                .body();
        assertThat(html).contains("¥500.00").contains("超时但成功");
        Matcher form = FORM.matcher(html);
        assertThat(form.find()).isTrue();
        return post(page.resolve(form.group(1)), mode);
    }
}
