package org.ziyuan.storefront.layout;

import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Which tone a state is shown in, the same on every page. Templates call it as {@code ${#tones.of(state)}}; the words
 * are the message {@code state.<document>.<state>}.
 */
@Component
public class Tones {

    private static final Set<String> GOOD = Set.of(
            "ACTIVE",
            "APPROVED",
            "ORDERED",
            "COMPLETED",
            "ACCEPTED",
            "PAID",
            "SETTLED",
            "DONE",
            "BOOKED",
            "published",
            "active",
            "posted",
            "released",
            "frozen",
            "licensed",
            "kept");

    private static final Set<String> BAD = Set.of(
            "REJECTED",
            "REFUSED",
            "VENDOR_DECLINED",
            "DECLINED",
            "REVOKED",
            "FAILED",
            "SUSPENDED",
            "STOPPED",
            "TO_MEND",
            "suspended",
            "exceeded");

    private static final Set<String> WAITING = Set.of(
            "SUBMITTED",
            "AWAITING_ACCOUNTANT",
            "AWAITING_PRINCIPAL",
            "ISSUED",
            "CONFIRMED",
            "INVOICED",
            "PAYMENT_INSTRUCTED",
            "INSTRUCTED",
            "UNKNOWN",
            "PENDING",
            "submitted",
            "REQUESTED",
            "OPEN",
            "RUNNING",
            "computed",
            "approved",
            "posting",
            "releasing",
            "applying",
            "short");

    private static final Set<String> INVITING = Set.of("requestable");

    /** good, bad, waiting, accent (something can be done about it) or neutral. */
    public String of(String state) {
        if (GOOD.contains(state)) {
            return "good";
        }
        if (BAD.contains(state)) {
            return "bad";
        }
        if (WAITING.contains(state)) {
            return "waiting";
        }
        return INVITING.contains(state) ? "accent" : "neutral";
    }
}
