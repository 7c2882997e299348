package org.ziyuan.marketplace.access.history;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.factor.SecondFactor.Kind;

/**
 * One sign-in of a person, or one attempt to sign in as him.
 *
 * @param second by what he proved himself a second time; null when he did not
 * @param device the browser and the system; empty for what names neither
 * @param network the network the request came from, without the address
 */
public record SignedIn(Instant at, Means means, @Nullable Kind second, Outcome outcome, String device, String network) {

    /** Where it came from, in words. */
    public String place() {
        return Where.inWords(device, network);
    }

    public boolean wasOpened() {
        return outcome == Outcome.OPENED;
    }

    /** How somebody proves who he is. */
    public enum Means {
        PASSWORD,
        /** Chosen from the list of the demonstration's people. */
        DEMO,
        /** On the word of an identity provider, by OpenID Connect or by CAS. */
        OIDC,
        CAS
    }

    /** What became of it. */
    public enum Outcome {
        OPENED,
        REFUSED,
        /** The first step was taken, the second one was not. */
        SECOND_REFUSED
    }
}
