package org.ziyuan.marketplace.outbox;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Where a message stands on its way to one consumer. */
public enum DeliveryState {
    PENDING,
    DELIVERED,
    /** It failed too often; a person looks, and what follows about the same thing waits. */
    QUARANTINED;

    /** What may happen to a delivery. */
    public enum Event {
        DELIVER,
        POSTPONE,
        SET_ASIDE,
        /** By an operator, once the cause is mended. */
        TRY_AGAIN
    }

    public static final LifeCycle<DeliveryState, Event> LIFE_CYCLE = LifeCycle.<DeliveryState, Event>of(
                    "delivery", DeliveryState.class, PENDING)
            .permit(PENDING, Event.DELIVER, DELIVERED)
            .permit(PENDING, Event.POSTPONE, PENDING)
            .permit(PENDING, Event.SET_ASIDE, QUARANTINED)
            .permit(QUARANTINED, Event.TRY_AGAIN, PENDING);

    /** The word for the row after the event. */
    public static String after(Event event) {
        return LIFE_CYCLE.to(event).name();
    }
}
