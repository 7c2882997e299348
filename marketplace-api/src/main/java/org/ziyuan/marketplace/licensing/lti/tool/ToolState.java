package org.ziyuan.marketplace.licensing.lti.tool;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Where a vendor's tool stands. Once approved it is never another: what listings name stays what was looked at. */
enum ToolState {
    WAITING,
    APPROVED,
    RETURNED;

    /** What may happen to it. */
    enum Event {
        CORRECT,
        APPROVE,
        RETURN
    }

    static final LifeCycle<ToolState, Event> LIFE_CYCLE = LifeCycle.<ToolState, Event>of(
                    "tool", ToolState.class, WAITING)
            .permit(WAITING, Event.CORRECT, WAITING)
            .permit(RETURNED, Event.CORRECT, WAITING)
            .permit(WAITING, Event.APPROVE, APPROVED)
            .permit(WAITING, Event.RETURN, RETURNED);
}
