package org.ziyuan.marketplace.listing;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Where a listing stands. */
public enum ListingState {
    DRAFT,
    SUBMITTED,
    PUBLISHED,
    SUSPENDED,
    WITHDRAWN;

    /** What may happen to a listing. A change to a published listing is drafted beside it and does not hide it. */
    public enum Event {
        SUBMIT,
        RETURN,
        PUBLISH,
        SUSPEND,
        REINSTATE,
        WITHDRAW
    }

    public static final LifeCycle<ListingState, Event> LIFE_CYCLE = LifeCycle.<ListingState, Event>of(
                    "listing", ListingState.class, DRAFT)
            .permit(DRAFT, Event.SUBMIT, SUBMITTED)
            .permit(SUBMITTED, Event.RETURN, DRAFT)
            .permit(SUBMITTED, Event.PUBLISH, PUBLISHED)
            .permit(PUBLISHED, Event.SUSPEND, SUSPENDED)
            .permit(SUSPENDED, Event.REINSTATE, PUBLISHED)
            .permit(PUBLISHED, Event.WITHDRAW, WITHDRAWN)
            .permit(SUSPENDED, Event.WITHDRAW, WITHDRAWN)
            .permit(DRAFT, Event.WITHDRAW, WITHDRAWN);

    /** Whether it was published and may be again: a change to it is a revision beside it. */
    boolean onTheMarket() {
        return this == PUBLISHED || this == SUSPENDED;
    }
}
