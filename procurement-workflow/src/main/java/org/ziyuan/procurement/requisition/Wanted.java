package org.ziyuan.procurement.requisition;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.procurement.choosing.ForWhom;

/**
 * How much of an offer is wanted, and for whom.
 *
 * @param quantity units of the offer's meter
 * @param forWhom what is not said stays as it was
 * @param reason why this offer or this many, at most 200 characters; null leaves what was said before
 */
public record Wanted(
        int quantity, ForWhom forWhom, @Nullable String reason) {

    public static final int LONGEST_REASON = 200;

    /** Of a line that is there already, only this many. */
    public static Wanted units(int quantity) {
        return new Wanted(quantity, ForWhom.UNSAID, null);
    }

    /** @throws Refusal {@code text-length}, {@code text-character} */
    static String reason(String field, String typed) {
        return TextField.words(field, 0, LONGEST_REASON).read(typed);
    }

    static String fieldOfReason(UUID line) {
        return "reason-" + line;
    }

    @Nullable
    String readReason() {
        return reason == null ? null : reason("reason", reason);
    }

    @Nullable
    String grades() {
        return forWhom.equals(ForWhom.UNSAID) ? null : forWhom.column();
    }
}
