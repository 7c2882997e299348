package org.ziyuan.marketplace.audit;

/** Tells {@link AuditSearch} which papers belong to purchases by a part of their number. */
public interface PurchasesByNumber {

    /** How many purchases a number may mean; where it means more, it is refused, and nothing is left out without a word. */
    int MOST = 200;

    /**
     * A query with the {@code id} of each paper and the {@code purchase} it belongs to. It finds purchases whose number is
     * like {@code :number} and whose buyer is in the relation {@code seen}, {@link #MOST} of them and one more at most.
     */
    String sql();
}
