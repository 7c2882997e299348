package org.ziyuan.marketplace.webhook;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Where a piece of news stands on its way to one address. */
public enum SentState {
    PENDING,
    DELIVERED,
    /** It was refused too often; its vendor may have it sent again. */
    GIVEN_UP;

    /** What may happen to it. */
    public enum Event {
        DELIVER,
        POSTPONE,
        GIVE_UP,
        REPLAY
    }

    public static final LifeCycle<SentState, Event> LIFE_CYCLE = LifeCycle.<SentState, Event>of(
                    "webhook-delivery", SentState.class, PENDING)
            .permit(PENDING, Event.DELIVER, DELIVERED)
            .permit(PENDING, Event.POSTPONE, PENDING)
            .permit(PENDING, Event.GIVE_UP, GIVEN_UP)
            .permit(DELIVERED, Event.REPLAY, PENDING)
            .permit(GIVEN_UP, Event.REPLAY, PENDING);

    static String after(Event event) {
        return LIFE_CYCLE.to(event).name();
    }
}
