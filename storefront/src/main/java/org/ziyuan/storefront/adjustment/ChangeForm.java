package org.ziyuan.storefront.adjustment;

import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.adjustment.BudgetChange.Kind;

/**
 * What the form of a change begins with, from its address.
 *
 * @param kind TRANSFER, ADDITION or CUT; anything else is a transfer
 * @param giver code or name of the organization that gives; the asker's own when empty
 * @param taker code or name of the organization that gets; the giver when empty
 * @param from a line chosen before
 */
record ChangeForm(
        @Nullable String kind,
        @Nullable String giver,
        @Nullable String taker,
        @Nullable String from,
        @Nullable String to,
        @Nullable Integer year) {

    public Kind wanted() {
        for (Kind one : Kind.values()) {
            if (one.name().equals(kind)) {
                return one;
            }
        }
        return Kind.TRANSFER;
    }

    public boolean gives() {
        return wanted() != Kind.ADDITION;
    }

    public boolean takes() {
        return wanted() != Kind.CUT;
    }

    @Nullable
    String takerOrGiver() {
        return taker == null || taker.isBlank() ? giver : taker;
    }

    int yearOr(int now) {
        return year == null ? now : year;
    }
}
