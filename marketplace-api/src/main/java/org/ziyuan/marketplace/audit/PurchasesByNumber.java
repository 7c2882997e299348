package org.ziyuan.marketplace.audit;

/** Tells {@link AuditSearch} which papers belong to purchases by a part of their number. */
public interface PurchasesByNumber {

    /**
     * A query with the ids of the papers of each purchase whose number is like {@code :number} and whose buyer is in the
     * relation {@code seen}.
     */
    String sql();
}
