package org.ziyuan.marketplace.licensing;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * What the gate says about one person and one resource.
 *
 * @param licenceId the licence the answer rests on; null when there is none
 * @param seatId the seat the person holds; null when none is held or none is needed
 */
public record GateDecision(
        GateReason reason,
        @Nullable UUID licenceId,
        @Nullable UUID seatId) {

    public boolean allows() {
        return reason.allows();
    }

    /** The refusal in this decision: its code is the reason's. */
    public Refusal refusal() {
        return Refusal.conflict(reason.code());
    }
}
