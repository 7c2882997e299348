package org.ziyuan.marketplace.payment.stripe;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.StripeCollection;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionListParams;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentSettings;

/** Looks for a session whose number is not known among those that Stripe has. */
final class StripeSessions {

    /** No session lives, and none is made again under its key, for longer. */
    private static final Duration LONGEST_LIFE = Duration.ofHours(25);

    private static final int ON_A_PAGE = 100;
    private static final int MOST_PAGES = 20;

    private final PaymentSettings payments;
    private final Clock clock;
    private final StripeClient client;

    StripeSessions(PaymentSettings payments, Clock clock, StripeClient client) {
        this.payments = payments;
        this.clock = clock;
        this.client = client;
    }

    /**
     * Looks through the sessions made since the payment was instructed, a bounded number of them. That ours is not among
     * them ends the payment only when none can be made any more.
     */
    GatewayAnswer lookUp(Payment payment) throws StripeException {
        long since = payment.instructedAt().minus(CheckoutSession.ALLOWANCE).toEpochSecond();
        long until = payment.instructedAt().plus(LONGEST_LIFE).toEpochSecond();
        SessionListParams.Builder made = SessionListParams.builder()
                .setLimit((long) ON_A_PAGE)
                .setCreated(SessionListParams.Created.builder()
                        .setGte(since)
                        .setLte(until)
                        .build());
        for (int page = 0; page < MOST_PAGES; page++) {
            StripeCollection<Session> sessions =
                    client.v1().checkout().sessions().list(made.build());
            for (Session session : sessions.getData()) {
                if (payment.providerNumber().equals(session.getClientReferenceId())) {
                    return CheckoutSession.of(session).about(payment);
                }
            }
            if (!sessions.getHasMore()) {
                return cannotBeMadeAnyMore(payment)
                        ? new GatewayAnswer.Failed("expired")
                        : new GatewayAnswer.Silent("not-found");
            }
            made.setStartingAfter(
                    sessions.getData().get(sessions.getData().size() - 1).getId());
        }
        return new GatewayAnswer.Silent("too-many-sessions");
    }

    private boolean cannotBeMadeAnyMore(Payment payment) {
        return payments.endOf(payment)
                .plus(CheckoutSession.ALLOWANCE.multipliedBy(2))
                .isBefore(OffsetDateTime.now(clock));
    }
}
