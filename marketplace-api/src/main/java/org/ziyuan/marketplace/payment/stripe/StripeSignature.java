package org.ziyuan.marketplace.payment.stripe;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import java.time.Clock;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Tells whether a notification is signed with our secret, and not further from now than the tolerance. */
@Component
class StripeSignature {

    private static final Pattern TIME = Pattern.compile("(?:^|,)\\s*t=(\\d{1,12})(?=,|$)");

    private final StripeSettings settings;
    private final Clock clock;

    StripeSignature(StripeSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    boolean proves(String body, String signature) {
        return isTimely(signature) && isSigned(body, signature);
    }

    /** Exactly one time, not further from ours than the tolerance in either direction. */
    private boolean isTimely(String signature) {
        Matcher time = TIME.matcher(signature);
        if (!time.find()) {
            return false;
        }
        long distance = Math.abs(clock.instant().getEpochSecond() - Long.parseLong(time.group(1)));
        return !time.find() && distance <= settings.tolerance().toSeconds();
    }

    private boolean isSigned(String body, String signature) {
        try {
            return Webhook.Signature.verifyHeader(
                    body,
                    signature,
                    settings.webhookSecret(),
                    settings.tolerance().toSeconds(),
                    clock);
        } catch (SignatureVerificationException | RuntimeException forged) {
            // The library stumbles over a header like "a,t=1" instead of refusing it.
            return false;
        }
    }
}
