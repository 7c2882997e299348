package org.ziyuan.marketplace.listing;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Where a change beside a listing on the market stands; the listing itself stays as it is until the change is published. */
public enum RevisionState {
    DRAFTED,
    SUBMITTED,
    PUBLISHED,
    DISCARDED;

    /** What may happen to a revision. */
    public enum Event {
        SUBMIT,
        RETURN,
        PUBLISH,
        DISCARD
    }

    public static final LifeCycle<RevisionState, Event> LIFE_CYCLE = LifeCycle.<RevisionState, Event>of(
                    "listing-revision", RevisionState.class, DRAFTED)
            .permit(DRAFTED, Event.SUBMIT, SUBMITTED)
            .permit(SUBMITTED, Event.RETURN, DRAFTED)
            .permit(SUBMITTED, Event.PUBLISH, PUBLISHED)
            .permit(DRAFTED, Event.DISCARD, DISCARDED);
}
