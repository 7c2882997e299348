package org.ziyuan.marketplace.vendor;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Where something stands that was handed in. */
enum EvidenceState {
    WAITING,
    ACCEPTED,
    RETURNED;

    /** What the operator may do with it. */
    enum Event {
        ACCEPT,
        RETURN
    }

    static final LifeCycle<EvidenceState, Event> LIFE_CYCLE = LifeCycle.<EvidenceState, Event>of(
                    "vendor-evidence", EvidenceState.class, WAITING)
            .permit(WAITING, Event.ACCEPT, ACCEPTED)
            .permit(WAITING, Event.RETURN, RETURNED);
}
