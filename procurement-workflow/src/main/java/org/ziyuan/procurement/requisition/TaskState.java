package org.ziyuan.procurement.requisition;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Whether a task of the inbox waits for somebody. */
public enum TaskState {
    OPEN,
    DECIDED,
    /** The engine does not wait for it any more. */
    CLOSED;

    /** What may happen to a task. */
    public enum Event {
        DECIDE,
        CLOSE
    }

    public static final LifeCycle<TaskState, Event> LIFE_CYCLE = LifeCycle.<TaskState, Event>of(
                    "task", TaskState.class, OPEN)
            .permit(OPEN, Event.DECIDE, DECIDED)
            .permit(OPEN, Event.CLOSE, CLOSED);
}
