package org.ziyuan.marketplace.payment.stripe;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The contract with Stripe. Without keys the channel is not offered.
 *
 * @param webhookSecret what Stripe signs its notifications with
 * @param tolerance how far a notification's time may be from ours, into the past and into the future
 */
@ConfigurationProperties("ziyuan.payment.stripe")
record StripeSettings(
        @DefaultValue("https://api.stripe.com") String apiBase,
        @DefaultValue("") String apiKey,
        @DefaultValue("") String webhookSecret,
        @DefaultValue("5m") Duration tolerance,
        @DefaultValue("3s") Duration connectTimeout,
        @DefaultValue("8s") Duration readTimeout) {

    static final String CURRENCY = "cny";

    boolean isComplete() {
        return !apiKey.isBlank() && !webhookSecret.isBlank();
    }

    /** Never prints a key. */
    @Override
    public String toString() {
        return "StripeSettings[" + apiBase + "]";
    }
}
