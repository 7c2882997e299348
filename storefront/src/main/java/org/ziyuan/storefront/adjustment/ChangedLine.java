package org.ziyuan.storefront.adjustment;

import org.ziyuan.marketplace.adjustment.BudgetChange;
import org.ziyuan.storefront.layout.BudgetBar;

/** One line of a change: as it is now, and as it will be. */
record ChangedLine(LineChoices.Chosen chosen, BudgetBar after) {
    static ChangedLine of(LineChoices.Chosen chosen, BudgetChange change) {
        long amount = change.amount().fen();
        boolean gives = chosen.line().id().equals(change.fromLineId());
        return new ChangedLine(chosen, chosen.bar().giving(gives ? amount : -amount));
    }
}
