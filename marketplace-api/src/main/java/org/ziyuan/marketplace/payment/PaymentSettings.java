package org.ziyuan.marketplace.payment;

import java.time.Duration;
import java.time.OffsetDateTime;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How payments are followed up.
 *
 * @param returnUrl where the payer comes back to; {@code {orderId}} and {@code {paymentId}} are filled in
 * @param payWithin how long the payer has; afterwards the provider closes the payment
 * @param firstCheck when the provider is asked for the first time after the payment was opened
 * @param longestPause the pause between two questions doubles up to this
 * @param maxChecks after so many unanswered questions a person has to look
 * @param longRun the pause between two questions from then on; they end with the provider's answer alone
 * @param poll how often due questions are looked for
 * @param answerWithin how long one question may take altogether, the wait for a free thread included
 */
@ConfigurationProperties("ziyuan.payment")
public record PaymentSettings(
        @DefaultValue("") String returnUrl,
        @DefaultValue("30m") Duration payWithin,
        @DefaultValue("30s") Duration firstCheck,
        @DefaultValue("10m") Duration longestPause,
        @DefaultValue("40") int maxChecks,
        @DefaultValue("1h") Duration longRun,
        @DefaultValue("10s") Duration poll,
        @DefaultValue("15s") Duration answerWithin) {

    /** Until when the payer can pay. */
    public OffsetDateTime endOf(Payment payment) {
        OffsetDateTime kept = payment.payUntil();
        return kept == null ? payment.instructedAt().plus(payWithin) : kept;
    }

    /** The address the payer comes back to after this payment; empty when none is configured. */
    public String returnUrlOf(Payment payment) {
        return returnUrl
                .replace("{orderId}", payment.orderId().toString())
                .replace("{paymentId}", payment.id().toString());
    }
}
