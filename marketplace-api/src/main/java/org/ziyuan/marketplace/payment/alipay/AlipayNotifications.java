package org.ziyuan.marketplace.payment.alipay;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.machine;

import com.alipay.api.internal.util.AlipaySignature;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.PaymentNotifications;
import org.ziyuan.marketplace.payment.ProviderWord;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/**
 * What Alipay tells us by itself. The signature is verified with our own choice of character set and algorithm, never
 * with what the request says about itself; then every figure is compared. {@code success} is answered after the commit.
 */
@RestController
@Tag(name = "支付通知 notifications")
class AlipayNotifications implements RoutePolicies {

    private static final int MOST_FIELDS = 100;
    private static final Pattern NOTIFY_ID = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private final AlipaySettings settings;
    private final PaymentNotifications notifications;

    AlipayNotifications(AlipaySettings settings, PaymentNotifications notifications) {
        this.settings = settings;
        this.notifications = notifications;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(machine(POST, "/notify/alipay"));
    }

    @PostMapping(
            path = "/notify/alipay",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE,
            produces = "text/plain")
    @Operation(summary = "支付宝异步通知 · Alipay's asynchronous notification, signed RSA2")
    Mono<String> take(ServerWebExchange exchange) {
        return exchange.getFormData()
                .onErrorMap(IllegalArgumentException.class, broken -> Refusal.malformed("notification-malformed"))
                .map(AlipayNotifications::single)
                .flatMap(this::take)
                .thenReturn("success");
    }

    private Mono<Void> take(Map<String, String> fields) {
        if (!settings.isComplete() || !isSigned(fields)) {
            return Mono.error(Refusal.forbidden("notification-forged"));
        }
        UUID paymentId = Payment.idOf(fields.get("out_trade_no"));
        if (paymentId == null
                || !settings.appId().equals(fields.get("app_id"))
                || !settings.sellerId().equals(fields.get("seller_id"))) {
            return Mono.error(Refusal.forbidden("notification-not-ours"));
        }
        return notifications
                .subject(PaymentChannel.ALIPAY, paymentId)
                .flatMap(payment -> notifications.take(payment, notificationId(fields), word(payment, fields)));
    }

    private static ProviderWord word(Payment payment, Map<String, String> fields) {
        Money amount = Money.ofYuan(fields.getOrDefault("total_amount", ""));
        String refundFee = fields.getOrDefault("refund_fee", "");
        Money refunded = refundFee.isEmpty() ? Money.ZERO : Money.ofYuan(refundFee);
        if (refunded.compareTo(payment.amount()) > 0) {
            throw Refusal.invalid("notification-differs").with("reason", "refund_fee");
        }
        ProviderWord word = TradeWords.word(
                TradeWords.answer(fields.get("trade_status"), fields.get("trade_no"), amount.equals(payment.amount())),
                refunded,
                payment.amount());
        if (word.lowering() == null && word.answer() instanceof GatewayAnswer.Silent silent) {
            throw Refusal.invalid("notification-differs").with("reason", silent.reason());
        }
        return word;
    }

    private static String notificationId(Map<String, String> fields) {
        String id = fields.getOrDefault("notify_id", "");
        if (!NOTIFY_ID.matcher(id).matches()) {
            throw Refusal.invalid("notification-differs").with("reason", "notify_id");
        }
        return id;
    }

    /** Fails closed: a missing signature makes the library throw. It also removes fields, hence the copy. */
    private boolean isSigned(Map<String, String> fields) {
        try {
            return AlipaySignature.rsaCheckV1(
                    new HashMap<>(fields),
                    settings.alipayPublicKey(),
                    AlipaySettings.CHARSET,
                    AlipaySettings.SIGN_TYPE);
        } catch (Exception malformed) {
            return false;
        }
    }

    /** A field given twice could be verified in one reading and believed in the other. */
    private static Map<String, String> single(Map<String, List<String>> form) {
        Map<String, String> fields = new HashMap<>();
        if (form.size() > MOST_FIELDS) {
            throw Refusal.forbidden("notification-forged");
        }
        form.forEach((name, values) -> {
            if (values.size() != 1) {
                throw Refusal.forbidden("notification-forged");
            }
            fields.put(name, values.get(0) == null ? "" : values.get(0));
        });
        return fields;
    }
}
