package org.ziyuan.marketplace.licensing;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Whether a seat of a licence is somebody's; the two ends are also kinds of seat events. */
enum SeatState {
    ASSIGNED,
    RETURNED,
    REVOKED;

    /** What may happen to a seat. */
    enum Event {
        RETURN,
        REVOKE
    }

    static final LifeCycle<SeatState, Event> LIFE_CYCLE = LifeCycle.<SeatState, Event>of(
                    "seat", SeatState.class, ASSIGNED)
            .permit(ASSIGNED, Event.RETURN, RETURNED)
            .permit(ASSIGNED, Event.REVOKE, REVOKED);
}
