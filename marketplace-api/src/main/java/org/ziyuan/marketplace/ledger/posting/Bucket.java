package org.ziyuan.marketplace.ledger.posting;

import java.util.UUID;

/** Where an amount of a budget line can be; the codes are those of the chart of accounts ({@code account_class}). */
public enum Bucket {
    /** Where appropriations come from, per fund and year. */
    SOURCE("B100"),
    UNRELEASED("B110"),
    AVAILABLE("B200"),
    /** Per requisition. */
    RESERVED("B210"),
    /** Per purchase order or contract, like the three that follow. */
    ENCUMBERED("B220"),
    RETAINED("B225"),
    ACCEPTED("B230"),
    SPENT("B240"),
    CARRIED_FORWARD("B250"),
    LAPSED("B260");

    private final String code;

    Bucket(String code) {
        this.code = code;
    }

    public String code() {
        return code;
    }

    /** The bucket of a whole line (or, for SOURCE and LAPSED, of the line's fund and year). */
    public AccountName of(UUID budgetLineId) {
        return new AccountName(code, budgetLineId, null, null);
    }

    /** The bucket of one document on a line. */
    public AccountName of(UUID budgetLineId, UUID documentId) {
        return new AccountName(code, budgetLineId, documentId, null);
    }
}
