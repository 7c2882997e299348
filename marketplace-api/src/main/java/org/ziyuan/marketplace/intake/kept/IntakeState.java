package org.ziyuan.marketplace.intake.kept;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** How far a file has come that somebody brought in. */
public enum IntakeState {
    /** Read, and not judged yet. */
    NEW,
    /** Every row can be written; nothing is. */
    CHECKED,
    /** Some cells cannot be accepted, so no row ever will be. */
    REFUSED,
    /** All rows are written. */
    APPLIED,
    /** Nobody wanted it in time, and its rows are gone. */
    EXPIRED;

    /** Whether no row of it will be written any more. */
    public boolean isGivenUp() {
        return this == REFUSED || this == EXPIRED;
    }

    /** What may happen to a file. */
    public enum Event {
        CHECK,
        REFUSE,
        APPLY,
        EXPIRE
    }

    public static final LifeCycle<IntakeState, Event> LIFE_CYCLE = LifeCycle.<IntakeState, Event>of(
                    "intake", IntakeState.class, NEW)
            .permit(NEW, Event.CHECK, CHECKED)
            .permit(NEW, Event.REFUSE, REFUSED)
            .permit(CHECKED, Event.APPLY, APPLIED)
            .permit(CHECKED, Event.EXPIRE, EXPIRED)
            .permit(REFUSED, Event.EXPIRE, EXPIRED);
}
