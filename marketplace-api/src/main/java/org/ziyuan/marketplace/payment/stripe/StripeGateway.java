package org.ziyuan.marketplace.payment.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.net.RequestOptions;
import com.stripe.param.checkout.SessionListParams;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.GatewayThreads;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.PaymentGateway;
import org.ziyuan.marketplace.payment.PaymentSettings;
import org.ziyuan.marketplace.refusal.Refusal;
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
    private final StripeSessions sessions;

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
        this.sessions = new StripeSessions(payments, clock, client);
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

    /**
     * A session whose number is not known is made again under its key, which is the same session. When that is refused or
     * the key is forgotten, Stripe is asked which sessions it has: only its word on ours ends the payment.
     */
    @Override
    public Mono<GatewayAnswer> ask(Payment payment) {
        if (payment.providerReference() != null) {
            return find(payment);
        }
        boolean keyIsKept = payment.instructedAt().plus(KEYS_ARE_KEPT).isAfter(OffsetDateTime.now(clock));
        return keyIsKept
                ? open(payment)
                        .flatMap(answer -> answer instanceof GatewayAnswer.Refused
                                ? find(payment).map(found -> isSilent(found) ? answer : found)
                                : Mono.just(answer))
                : find(payment);
    }

    @Override
    public Mono<GatewayAnswer> find(Payment payment) {
        String session = payment.providerReference();
        return session == null
                ? threads.call(() -> sessions.lookUp(payment))
                        .onErrorResume(refused -> Mono.just(silent(payment, refused)))
                : spoken(
                        payment,
                        threads.call(() -> client.v1().checkout().sessions().retrieve(session)));
    }

    /** Which payment Stripe's money is for, as its session says; nothing when Stripe knows none or does not answer. */
    Mono<String> referenceOf(String intent) {
        SessionListParams ofIntent = SessionListParams.builder()
                .setPaymentIntent(intent)
                .setLimit(1L)
                .build();
        return threads.call(() -> client.v1().checkout().sessions().list(ofIntent).getData().stream()
                        .map(Session::getClientReferenceId)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(""))
                .onErrorResume(silent -> {
                    LOG.warn(
                            "Stripe does not say what its money is for: {}",
                            silent.getClass().getSimpleName());
                    return Mono.error(Refusal.of(Refusal.Kind.UNAVAILABLE, "payment-channel-silent"));
                });
    }

    private Session create(Payment payment) throws StripeException {
        RequestOptions once = RequestOptions.builder()
                .setIdempotencyKey(payment.id().toString())
                .build();
        return client.v1().checkout().sessions().create(CheckoutSession.wanted(payment, payments), once);
    }

    private static boolean isSilent(GatewayAnswer answer) {
        return answer instanceof GatewayAnswer.Silent || answer instanceof GatewayAnswer.Refused;
    }

    private static Mono<GatewayAnswer> spoken(Payment payment, Mono<Session> session) {
        return session.map(known -> CheckoutSession.of(known).about(payment))
                .onErrorResume(refused -> Mono.just(refusal(payment, refused)));
    }

    /**
     * What Stripe itself refused to make may not have been made; everything else may have happened, also what something
     * on the way has refused. On an empty answer the library throws a NullPointerException.
     */
    private static GatewayAnswer refusal(Payment payment, Throwable refused) {
        boolean neverMade = payment.providerReference() == null
                && (refused instanceof InvalidRequestException || refused instanceof CardException)
                && isStripesWord((StripeException) refused);
        if (neverMade) {
            return new GatewayAnswer.Refused("refused");
        }
        return silent(payment, refused);
    }

    private static GatewayAnswer silent(Payment payment, Throwable refused) {
        LOG.warn(
                "Stripe does not answer about payment {}: {}",
                payment.id(),
                refused.getClass().getSimpleName());
        return new GatewayAnswer.Silent("no-answer");
    }

    private static boolean isStripesWord(StripeException refused) {
        int status = refused.getStatusCode() == null ? 0 : refused.getStatusCode();
        return refused.getStripeError() != null && (status == 400 || status == 402);
    }
}
