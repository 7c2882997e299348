package org.ziyuan.marketplace.ledger;

/**
 * Why money moves. The numbers are those of the postings table in docs/architecture.md; a journal's kind is the name
 * in lower case with hyphens.
 *
 * <p>A sticky event that was refused for want of money stays refused under its id: a machine's late retry must not
 * succeed after a top-up that came too late. Where a person tries again, the refusal is not kept.
 */
enum LedgerEvent {
    /** 1: SRC to UNR. */
    APPROPRIATION_APPROVED,
    /** 2: UNR to AVL. */
    TRANCHE_RELEASED,
    /** 1 and 2 in one journal. */
    APPROPRIATION_RELEASED,
    /** 5: AVL to RSV. */
    REQUISITION_RESERVED,
    /** 6: AVL to RSV for more, RSV to AVL for less. */
    REQUISITION_AMENDED,
    /** 7: what is left of RSV to AVL. */
    REQUISITION_RELEASED,
    /** 8: RSV to ENC, the rest of RSV to AVL. */
    ORDER_ENCUMBERED(true),
    /** 9: all of RSV to ENC, the rest of the price from AVL. */
    ORDER_ENCUMBERED_ABOVE_ESTIMATE(true),
    /** 14: ENC to ACC. */
    DELIVERY_ACCEPTED,
    /** 16: ACC to EXP, pending. */
    PAYMENT_INSTRUCTED(true),
    /** 17: the pending leg is posted. */
    PAYMENT_SETTLED,
    /** 18: the pending leg is voided. */
    PAYMENT_FAILED,
    /** 25: what is left of ENC to AVL. */
    ORDER_CLOSED;

    private final boolean sticky;

    LedgerEvent() {
        this(false);
    }

    LedgerEvent(boolean sticky) {
        this.sticky = sticky;
    }

    String kind() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }

    boolean isSticky() {
        return sticky;
    }
}
