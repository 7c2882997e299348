package org.ziyuan.storefront.adjustment;

import org.ziyuan.marketplace.adjustment.BudgetChange;
import org.ziyuan.marketplace.adjustment.BudgetChange.State;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;

/** What the page of a budget change offers one reader, who never decides what he asked for. */
record ChangeRules(boolean seeEffect, boolean withdraw, boolean decide, boolean followMoney) {

    static ChangeRules of(BudgetChange change, Actor reader) {
        boolean waits = change.state() == State.REQUESTED;
        boolean own = change.requestedBy().equals(reader.personId());
        return new ChangeRules(
                waits, waits && own, waits && !own && reader.isAnyOf(Role.bureaus()), change.state() == State.APPROVED);
    }
}
