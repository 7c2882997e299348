package org.ziyuan.marketplace.organization;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Whether an organization is there: only an active one acts and is acted for. */
public enum OrganizationStatus {
    /** A vendor that asks to be admitted. */
    APPLYING,
    ACTIVE,
    SUSPENDED,
    /** Closed or merged; what it did stays. */
    TERMINATED;

    public boolean isActive() {
        return this == ACTIVE;
    }

    public boolean isSuspended() {
        return this == SUSPENDED;
    }

    public boolean isTerminated() {
        return this == TERMINATED;
    }

    /** What may happen to an organization. */
    public enum Event {
        APPLY,
        ADMIT,
        SUSPEND,
        REINSTATE,
        CLOSE
    }

    public static final LifeCycle<OrganizationStatus, Event> LIFE_CYCLE = LifeCycle.<OrganizationStatus, Event>of(
                    "organization", OrganizationStatus.class, ACTIVE)
            .permit(ACTIVE, Event.APPLY, APPLYING)
            .permit(APPLYING, Event.ADMIT, ACTIVE)
            .permit(ACTIVE, Event.SUSPEND, SUSPENDED)
            .permit(SUSPENDED, Event.REINSTATE, ACTIVE)
            .permit(APPLYING, Event.CLOSE, TERMINATED)
            .permit(ACTIVE, Event.CLOSE, TERMINATED)
            .permit(SUSPENDED, Event.CLOSE, TERMINATED);
}
