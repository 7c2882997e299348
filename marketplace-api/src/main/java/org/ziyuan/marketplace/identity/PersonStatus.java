package org.ziyuan.marketplace.identity;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Whether a person may act at all. */
public enum PersonStatus {
    ACTIVE,
    SUSPENDED;

    /** What may happen to a person. */
    public enum Event {
        SUSPEND,
        RESTORE
    }

    public static final LifeCycle<PersonStatus, Event> LIFE_CYCLE = LifeCycle.<PersonStatus, Event>of(
                    "person", PersonStatus.class, ACTIVE)
            .permit(ACTIVE, Event.SUSPEND, SUSPENDED)
            .permit(SUSPENDED, Event.RESTORE, ACTIVE);

    public boolean isActive() {
        return this == ACTIVE;
    }
}
