package org.ziyuan.marketplace.licensing;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Where a licence stands. */
public enum LicenceState {
    /** Ordered; the vendor has not confirmed yet. */
    PENDING,
    ACTIVE,
    SUSPENDED,
    /** Its term has ended. */
    EXPIRED,
    /** Its order was declined or cancelled. */
    REVOKED;

    /** What may happen to a licence. */
    public enum Event {
        CONFIRM,
        SUSPEND,
        RESUME,
        EXPIRE,
        REVOKE
    }

    public static final LifeCycle<LicenceState, Event> LIFE_CYCLE = LifeCycle.<LicenceState, Event>of(
                    "licence", LicenceState.class, PENDING)
            .permit(PENDING, Event.CONFIRM, ACTIVE)
            .permit(PENDING, Event.REVOKE, REVOKED)
            .permit(ACTIVE, Event.SUSPEND, SUSPENDED)
            .permit(SUSPENDED, Event.RESUME, ACTIVE)
            .permit(ACTIVE, Event.EXPIRE, EXPIRED)
            .permit(SUSPENDED, Event.EXPIRE, EXPIRED)
            .permit(ACTIVE, Event.REVOKE, REVOKED)
            .permit(SUSPENDED, Event.REVOKE, REVOKED);

    boolean hasEnded() {
        return this == EXPIRED || this == REVOKED;
    }
}
