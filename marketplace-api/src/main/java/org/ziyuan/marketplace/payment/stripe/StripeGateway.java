package org.ziyuan.marketplace.payment.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.GatewayThreads;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.PaymentGateway;
import org.ziyuan.marketplace.payment.PaymentSettings;
import reactor.core.publisher.Mono;

/**
 * Stripe's hosted checkout. The payment's id is the idempotency key: making the session again, after a timeout or a
 * crash, gives the same session. Stripe forgets keys after a day, so a session is never made again after that.
 */
@Component
class StripeGateway implements PaymentGateway {

    private static final Logger LOG = LoggerFactory.getLogger(StripeGateway.class);
    private static final Duration KEYS_ARE_KEPT = Duration.ofHours(23);

    private final StripeSettings settings;
    private final PaymentSettings payments;
    private final GatewayThreads threads;
    private final Clock clock;
    private final StripeClient client;

    StripeGateway(StripeSettings settings, PaymentSettings payments, GatewayThreads threads, Clock clock) {
        this.settings = settings;
        this.payments = payments;
        this.threads = threads;
        this.clock = clock;
        this.client = StripeClient.builder()
                .setApiKey(settings.apiKey().isBlank() ? "not-configured" : settings.apiKey())
                .setApiBase(settings.apiBase())
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setReadTimeout((int) settings.readTimeout().toMillis())
                .setMaxNetworkRetries(0)
                .build();
    }

    @Override
    public PaymentChannel channel() {
        return PaymentChannel.STRIPE;
    }

    @Override
    public boolean isReady() {
        return settings.isComplete() && !payments.returnUrl().isBlank();
    }

    @Override
    public Mono<GatewayAnswer> open(Payment payment) {
        return spoken(payment, threads.call(() -> create(payment)));
    }

    @Override
    public Mono<GatewayAnswer> ask(Payment payment) {
        String session = payment.providerReference();
        if (session == null) {
            boolean keyIsKept = payment.instructedAt().plus(KEYS_ARE_KEPT).isAfter(OffsetDateTime.now(clock));
            return keyIsKept ? open(payment) : Mono.just(new GatewayAnswer.Silent("key-forgotten"));
        }
        return spoken(
                payment, threads.call(() -> client.v1().checkout().sessions().retrieve(session)));
    }

    private Session create(Payment payment) throws StripeException {
        RequestOptions once = RequestOptions.builder()
                .setIdempotencyKey(payment.id().toString())
                .build();
        return client.v1().checkout().sessions().create(CheckoutSession.of(payment, payments), once);
    }

    private static Mono<GatewayAnswer> spoken(Payment payment, Mono<Session> session) {
        return session.map(known -> CheckoutSession.answer(
                        payment,
                        known.getId(),
                        known.getStatus(),
                        known.getPaymentStatus(),
                        known.getAmountTotal(),
                        known.getCurrency(),
                        known.getUrl()))
                .onErrorResume(refused -> Mono.just(refusal(payment, refused)));
    }

    /**
     * Only what Stripe has refused to make is known to have failed; everything else may have happened. On an empty answer
     * the library throws a NullPointerException.
     */
    private static GatewayAnswer refusal(Payment payment, Throwable refused) {
        boolean neverMade = payment.providerReference() == null
                && (refused instanceof InvalidRequestException || refused instanceof CardException);
        if (neverMade) {
            return new GatewayAnswer.Failed("refused");
        }
        LOG.warn(
                "Stripe does not answer about payment {}: {}",
                payment.id(),
                refused.getClass().getSimpleName());
        return new GatewayAnswer.Silent("no-answer");
    }
}
