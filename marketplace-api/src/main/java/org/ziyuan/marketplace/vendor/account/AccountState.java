package org.ziyuan.marketplace.vendor.account;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Where an account stands that a vendor has named. */
public enum AccountState {
    WAITING,
    ACCEPTED,
    RETURNED;

    /** What the operator may do with it. */
    enum Event {
        ACCEPT,
        RETURN
    }

    static final LifeCycle<AccountState, Event> LIFE_CYCLE = LifeCycle.<AccountState, Event>of(
                    "settlement-account", AccountState.class, WAITING)
            .permit(WAITING, Event.ACCEPT, ACCEPTED)
            .permit(WAITING, Event.RETURN, RETURNED);

    public boolean isWaiting() {
        return this == WAITING;
    }

    public boolean isReturned() {
        return this == RETURNED;
    }
}
