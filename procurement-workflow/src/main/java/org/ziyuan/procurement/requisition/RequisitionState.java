package org.ziyuan.procurement.requisition;

import org.ziyuan.marketplace.lifecycle.LifeCycle;

/** Where a requisition stands. */
public enum RequisitionState {
    DRAFT,
    /** Handed in, money set aside; the procurement method is being chosen. */
    SUBMITTED,
    AWAITING_ACCOUNTANT,
    AWAITING_PRINCIPAL,
    /** Both agreed; the order is being issued. */
    APPROVED,
    ORDERED,
    COMPLETED,
    REJECTED,
    WITHDRAWN,
    /** The law asks for another method, or the order could not be issued. */
    REFUSED,
    VENDOR_DECLINED;

    /** What may happen to a requisition. */
    public enum Event {
        SUBMIT,
        MAY_BUY_DIRECTLY,
        ACCOUNTANT_AGREES,
        PRINCIPAL_AGREES,
        REJECT,
        REFUSE,
        ORDER,
        VENDOR_DECLINES,
        COMPLETE,
        WITHDRAW
    }

    public static final LifeCycle<RequisitionState, Event> LIFE_CYCLE = LifeCycle.<RequisitionState, Event>of(
                    "requisition", RequisitionState.class, DRAFT)
            .permit(DRAFT, Event.SUBMIT, SUBMITTED)
            .permit(SUBMITTED, Event.MAY_BUY_DIRECTLY, AWAITING_ACCOUNTANT)
            .permit(SUBMITTED, Event.REFUSE, REFUSED)
            .permit(AWAITING_ACCOUNTANT, Event.ACCOUNTANT_AGREES, AWAITING_PRINCIPAL)
            .permit(AWAITING_ACCOUNTANT, Event.REJECT, REJECTED)
            .permit(AWAITING_PRINCIPAL, Event.PRINCIPAL_AGREES, APPROVED)
            .permit(AWAITING_PRINCIPAL, Event.REJECT, REJECTED)
            .permit(APPROVED, Event.ORDER, ORDERED)
            .permit(APPROVED, Event.REFUSE, REFUSED)
            .permit(ORDERED, Event.VENDOR_DECLINES, VENDOR_DECLINED)
            .permit(ORDERED, Event.COMPLETE, COMPLETED)
            .permit(DRAFT, Event.WITHDRAW, WITHDRAWN)
            .permit(SUBMITTED, Event.WITHDRAW, WITHDRAWN)
            .permit(AWAITING_ACCOUNTANT, Event.WITHDRAW, WITHDRAWN)
            .permit(AWAITING_PRINCIPAL, Event.WITHDRAW, WITHDRAWN);

    /** Nothing will happen to it any more. */
    public boolean isClosed() {
        return switch (this) {
            case COMPLETED, REJECTED, WITHDRAWN, REFUSED, VENDOR_DECLINED -> true;
            default -> false;
        };
    }

    /** Others ended it without an order that stands: the person who asked may correct it and ask again. */
    public boolean cameBack() {
        return isClosed() && this != COMPLETED && this != WITHDRAWN;
    }

    /** Others are working on it. */
    public boolean isUnderWay() {
        return this != DRAFT && !isClosed();
    }

    /** Money is set aside for it, and not yet promised to a vendor. */
    public boolean holdsReservation() {
        return switch (this) {
            case SUBMITTED, AWAITING_ACCOUNTANT, AWAITING_PRINCIPAL, APPROVED -> true;
            default -> false;
        };
    }
}
