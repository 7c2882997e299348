package org.ziyuan.marketplace.ledger.posting;

import java.util.Locale;

/**
 * Why money moves. The numbers are those of the table in docs/postings.md; a journal's kind is the name
 * in lower case with hyphens.
 *
 * <p>A sticky event that was refused for want of money stays refused under its id: a machine's late retry must not
 * succeed after a top-up that came too late. Where a person tries again, the refusal is not kept.
 */
public enum LedgerEvent {
    /** 1: SRC to UNR. */
    APPROPRIATION_APPROVED,
    /** 2: UNR to AVL. */
    TRANCHE_RELEASED,
    /** 1 and 2 in one journal. */
    APPROPRIATION_RELEASED,
    /** 3: SRC to AVL. */
    APPROPRIATION_ADDED,
    /** 3: AVL to SRC. */
    APPROPRIATION_CUT,
    /** 4: AVL of one line to AVL of another. */
    LINE_TRANSFERRED,
    /** 5: AVL to RSV. */
    REQUISITION_RESERVED,
    /** 6: AVL to RSV for more, RSV to AVL for less. */
    REQUISITION_AMENDED,
    /** 7: what is left of RSV to AVL. */
    REQUISITION_RELEASED,
    /** 8: RSV to ENC, the rest of RSV to AVL. */
    ORDER_ENCUMBERED(Trait.STICKY),
    /** 9: all of RSV to ENC, the rest of the price from AVL. */
    ORDER_ENCUMBERED_ABOVE_ESTIMATE(Trait.STICKY),
    /** 10: RSV to ENC of many lines in one journal. */
    AWARD_ENCUMBERED(Trait.STICKY),
    /** Capacity of a framework is agreed: FCS to FRM (ledger 2). */
    FRAMEWORK_AGREED,
    /** 11: FRM to FUS (ledger 2), in one journal with 8. */
    FRAMEWORK_CALLED_OFF(Trait.STICKY),
    /** 12: AVL to ENC for more, ENC to AVL for less. */
    ORDER_CHANGED(Trait.STICKY),
    /** 13: ENC to ACC before anything is delivered. */
    ADVANCE_GRANTED,
    /** 14: ENC to ACC, and to RET what is retained. */
    DELIVERY_ACCEPTED,
    /** 15: ACC back to ENC after an invoice that does not match. */
    ACCEPTANCE_BACKED_OUT,
    /** 16: ACC to EXP, pending. */
    PAYMENT_INSTRUCTED(Trait.STICKY),
    /** 17: the pending leg is posted. */
    PAYMENT_SETTLED,
    /** 18: the pending leg is voided. */
    PAYMENT_FAILED,
    /** 18: the pending leg is voided because its time is over. */
    PAYMENT_EXPIRED,
    /** 19: RET to ACC. */
    RETENTION_RELEASED,
    /** 20: RET to AVL in the same year, to LPS afterwards. */
    RETENTION_FORFEITED,
    /** 21: ACC to ENC. */
    GOODS_RETURNED_FOR_REPLACEMENT,
    /** 22: ACC to AVL. */
    GOODS_RETURNED,
    /** 23: EXP to AVL, or to ENC when a replacement is due. */
    PAYMENT_REFUNDED,
    /** 24: SRC to LPS of the current year. */
    PAYMENT_OF_EARLIER_YEAR_REFUNDED,
    /** 25: what is left of ENC to AVL. */
    ORDER_CLOSED,
    /** 26: what is left of ENC, RET and ACC to AVL; RSV again when it is to be awarded anew. */
    CONTRACT_VOIDED,
    /** 27: what is left of RSV to AVL at the end of the year. */
    YEAR_END_REQUISITION_RELEASED(Trait.YEAR_END),
    /** 28: ENC to CFW, and the same from SRC to ENC of the next year. */
    YEAR_END_ENCUMBRANCE_CARRIED(Trait.YEAR_END),
    /** 29: AVL to CFW, and the same from SRC to AVL of the next year. */
    YEAR_END_BALANCE_CARRIED(Trait.YEAR_END),
    /** 30: AVL to LPS. */
    YEAR_END_BALANCE_LAPSED(Trait.YEAR_END),
    /** The mirror of a year-end journal when the year is opened again. */
    YEAR_REOPENED(Trait.YEAR_END),
    /** 31: a new journal that corrects another one, which stays. */
    CORRECTED,
    /** Book M: money came in for an order. */
    MONEY_RECEIVED,
    /** Book M: an order was fulfilled; what was held is owed to the vendor, less the fee. */
    MONEY_EARNED,
    /** Book M: the vendor was paid out. */
    VENDOR_SETTLED,
    /** Book M: what was held goes back to the buyer. */
    MONEY_REFUNDED,
    /** Book M: the provider took money back. */
    MONEY_CHARGED_BACK;

    private final Trait trait;

    LedgerEvent() {
        this(Trait.PLAIN);
    }

    LedgerEvent(Trait trait) {
        this.trait = trait;
    }

    public String kind() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    boolean isSticky() {
        return trait == Trait.STICKY;
    }

    /** Whether it may touch a year that is closed. */
    boolean isOfTheYearEnd() {
        return trait == Trait.YEAR_END;
    }

    private enum Trait {
        PLAIN,
        STICKY,
        YEAR_END
    }
}
