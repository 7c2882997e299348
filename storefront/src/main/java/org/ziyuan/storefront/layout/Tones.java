package org.ziyuan.storefront.layout;

import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Which tone a state is shown in, the same on every page. Templates call it as {@code ${#tones.of(document, state)}}; the words
 * are the message {@code state.<document>.<state>}.
 */
@Component
class Tones {

    private static final Set<String> GOOD = Set.of(
            "ACTIVE",
            "APPROVED",
            "ORDERED",
            "COMPLETED",
            "ACCEPTED",
            "PAID",
            "SETTLED",
            "DONE",
            "APPLIED",
            "BOOKED",
            "PUBLISHED",
            "POSTED",
            "RELEASED",
            "FROZEN",
            "licensed",
            "kept");

    private static final Set<String> BAD = Set.of(
            "REJECTED",
            "REFUSED",
            "RETURNED",
            "VENDOR_DECLINED",
            "DECLINED",
            "REVOKED",
            "FAILED",
            "SUSPENDED",
            "STOPPED",
            "TO_MEND",
            "exceeded");

    private static final Set<String> WAITING = Set.of(
            "SUBMITTED",
            "WAITING",
            "AWAITING_ACCOUNTANT",
            "AWAITING_PRINCIPAL",
            "ISSUED",
            "CONFIRMED",
            "INVOICED",
            "PAYMENT_INSTRUCTED",
            "INSTRUCTED",
            "UNKNOWN",
            "PENDING",
            "REQUESTED",
            "OPEN",
            "RUNNING",
            "COMPUTED",
            "CHECKED",
            "PLANNED",
            "POSTING",
            "RELEASING",
            "APPLYING",
            "short",
            // Approved, it waits for its posting; of other documents the word says that they came through.
            "allocation APPROVED");

    private static final Set<String> INVITING = Set.of("requestable");

    /** The tone of a document's state. */
    public String of(String document, String state) {
        return WAITING.contains(document + " " + state) ? "waiting" : of(state);
    }

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
