package org.ziyuan.marketplace.enrolment;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Whether a count of pupils may still change. */
public enum SnapshotState {
    DRAFT,
    FROZEN;

    /** What may happen to a count of pupils. */
    public enum Event {
        FREEZE
    }

    public static final LifeCycle<SnapshotState, Event> LIFE_CYCLE = LifeCycle.<SnapshotState, Event>of(
                    "enrolment-snapshot", SnapshotState.class, DRAFT)
            .permit(DRAFT, Event.FREEZE, FROZEN);
}
