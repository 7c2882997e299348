package org.ziyuan.marketplace.pooling;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.lifecycle.LifeCycle;
import org.ziyuan.marketplace.money.Money;

/**
 * A purchase that a bureau makes once for many schools.
 *
 * @param organizationId the bureau that buys
 * @param poolLineId the bureau's line when the pool pays; null when each school pays from a line of its own
 * @param unitEstimate what one piece is expected to cost; a school reserves it for each piece it needs
 * @param award what all schools together pay, null while it is not awarded
 * @param quantity how many pieces the schools need together
 * @param schools how many schools take part
 */
record JointPurchase(
        UUID id,
        UUID organizationId,
        String organizationName,
        String title,
        int fiscalYear,
        @Nullable UUID poolLineId,
        Money unitEstimate,
        State state,
        @Nullable UUID awardId,
        @Nullable Money award,
        @Nullable UUID vendorId,
        UUID openedBy,
        OffsetDateTime openedAt,
        long quantity,
        long schools) {

    /** How far it has come. */
    public enum State {
        OPEN,
        AWARDED,
        CANCELLED;

        /** What may happen to a joint purchase. */
        public enum Event {
            AWARD,
            CANCEL
        }

        static final LifeCycle<State, Event> LIFE_CYCLE = LifeCycle.<State, Event>of(
                        "joint-purchase", State.class, OPEN)
                .permit(OPEN, Event.AWARD, AWARDED)
                .permit(OPEN, Event.CANCEL, CANCELLED);
    }
}
