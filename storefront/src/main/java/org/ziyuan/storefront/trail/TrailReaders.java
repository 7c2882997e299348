package org.ziyuan.storefront.trail;

import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;

/**
 * Who may walk an audit trail: the buyer's own staff and those above. Never the vendor, although he sees the order: the
 * trail names the journals of the school and who opened what, and to vendors the school's people are strangers.
 */
public final class TrailReaders {

    private static final Role[] SEARCHING = Role.bureausAnd(Role.ACCOUNTANT, Role.PRINCIPAL, Role.AUDITOR);

    private TrailReaders() {}

    /** Who may look through all entries of the organization and those below: who answers for it, and who audits it. */
    static Role[] searching() {
        return SEARCHING.clone();
    }

    static Role[] roles() {
        return Readers.ofMoney();
    }

    public static boolean include(Actor actor) {
        return actor.isAnyOf(roles());
    }
}
