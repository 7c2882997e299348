package org.ziyuan.marketplace.pooling;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.ledger.Awards;
import org.ziyuan.marketplace.lifecycle.LifeCycle;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.transaction.Ids;

/**
 * What one school needs of a joint purchase and, once awarded, its share.
 *
 * @param id the document its reservation stands under in the budget book
 * @param contractId the document its promise stands under once awarded
 * @param share what it pays of the award, to the fen
 */
record JointDemand(
        UUID id,
        UUID purchaseId,
        UUID schoolId,
        String schoolName,
        UUID budgetLineId,
        int quantity,
        Money reserved,
        State state,
        @Nullable UUID contractId,
        @Nullable Money share,
        OffsetDateTime askedAt) {

    /** How far it has come. */
    public enum State {
        RESERVED,
        WITHDRAWN,
        AWARDED;

        /** What may happen to what a school needs. */
        public enum Event {
            WITHDRAW,
            AWARD
        }

        static final LifeCycle<State, Event> LIFE_CYCLE = LifeCycle.<State, Event>of(
                        "joint-demand", State.class, RESERVED)
                .permit(RESERVED, Event.WITHDRAW, WITHDRAWN)
                .permit(RESERVED, Event.AWARD, AWARDED);
    }

    /** What it becomes when it pays so much of the award. */
    Awards.Share awarded(Money part) {
        return new Awards.Share(id, Ids.derived("joint-contract", id), budgetLineId, part);
    }
}
