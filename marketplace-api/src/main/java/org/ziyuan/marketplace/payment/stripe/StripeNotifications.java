package org.ziyuan.marketplace.payment.stripe;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.machine;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.PaymentNotifications;
import org.ziyuan.marketplace.payment.ProviderWord;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/**
 * What Stripe tells us by itself. The library verifies the signature but would accept one dated in the future; that,
 * repeated keys and figures that differ are refused here.
 */
@RestController
@Tag(name = "支付通知 notifications")
class StripeNotifications implements RoutePolicies {

    private final StripeSettings settings;
    private final PaymentNotifications notifications;
    private final StripeGateway gateway;
    private final StripeSignature signing;

    StripeNotifications(
            StripeSettings settings,
            PaymentNotifications notifications,
            StripeGateway gateway,
            StripeSignature signing) {
        this.settings = settings;
        this.gateway = gateway;
        this.notifications = notifications;
        this.signing = signing;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(machine(POST, "/notify/stripe"));
    }

    @PostMapping(path = "/notify/stripe", produces = "text/plain")
    @Operation(summary = "Stripe 通知 · Stripe's webhook, signed with its secret")
    Mono<String> take(
            @RequestBody byte[] body,
            @RequestHeader(name = "Stripe-Signature", required = false) @Nullable String signature) {
        return Mono.defer(() -> take(new String(body, StandardCharsets.UTF_8), signature == null ? "" : signature))
                .thenReturn("ok");
    }

    private Mono<Void> take(String body, String signature) {
        if (!settings.isComplete() || !signing.proves(body, signature)) {
            return Mono.error(Refusal.forbidden("notification-forged"));
        }
        StripeEvent event = StripeEvent.read(body);
        if (!event.isAboutCheckout() && !event.isAboutMoneyBack()) {
            return Mono.empty();
        }
        return subject(event).flatMap(payment -> notifications.take(payment, event.id(), word(payment, event)));
    }

    private Mono<Payment> subject(StripeEvent event) {
        UUID named = Payment.idOf(event.isAboutCheckout() ? event.clientReference() : event.namedByMoney());
        if (named != null) {
            return notifications.subject(PaymentChannel.STRIPE, named);
        }
        return event.isAboutCheckout() ? notOurs() : ofMoney(event.intent());
    }

    /** Money that does not name its payment: of a session from before it did, and refunds and disputes never do. */
    private Mono<Payment> ofMoney(String intent) {
        if (!CheckoutSession.isNumber(intent)) {
            return notOurs();
        }
        return notifications
                .ofIntent(PaymentChannel.STRIPE, intent)
                .switchIfEmpty(Mono.defer(() -> gateway.referenceOf(intent).flatMap(reference -> {
                    UUID paymentId = Payment.idOf(reference);
                    return paymentId == null ? notOurs() : notifications.subject(PaymentChannel.STRIPE, paymentId);
                })))
                .switchIfEmpty(notOurs());
    }

    private static Mono<Payment> notOurs() {
        return Mono.error(Refusal.forbidden("notification-not-ours"));
    }

    private static ProviderWord word(Payment payment, StripeEvent event) {
        ProviderWord word = event.about(payment);
        if (word.answer() instanceof GatewayAnswer.Silent silent) {
            throw Refusal.invalid("notification-differs").with("reason", silent.reason());
        }
        return word;
    }
}
