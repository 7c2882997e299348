package org.ziyuan.marketplace.identity;

import static org.ziyuan.marketplace.identity.Role.ACCOUNTANT;
import static org.ziyuan.marketplace.identity.Role.AUDITOR;
import static org.ziyuan.marketplace.identity.Role.CASHIER;
import static org.ziyuan.marketplace.identity.Role.OPERATOR;
import static org.ziyuan.marketplace.identity.Role.PRINCIPAL;
import static org.ziyuan.marketplace.identity.Role.PURCHASER;
import static org.ziyuan.marketplace.identity.Role.TEACHER;
import static org.ziyuan.marketplace.identity.Role.VENDOR_MANAGER;
import static org.ziyuan.marketplace.identity.Role.bureausAnd;

import java.util.Collections;
import java.util.Set;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;

/**
 * Says whose papers of a kind an actor sees. They are his own organization's and, with a role that oversees, also those of
 * all that lie below it. The condition stands in the query itself, so that what is not seen does not exist.
 * {@link Readers} says who may ask at all.
 */
public enum Sight {
    /** The organizations themselves; the operator sees every one. */
    ORGANIZATIONS(bureausAnd(AUDITOR)),
    /** People and their roles; who runs the platform sees every one. */
    PEOPLE(bureausAnd(AUDITOR)),
    /** Counts of pupils and what is computed from them. */
    ALLOCATIONS(bureausAnd(AUDITOR)),
    REQUISITIONS(bureausAnd(AUDITOR)),
    /** Pupils, their parents and teachers: nobody above the school sees them. */
    ROSTERS(new Role[0]),
    /** Entries of the audit log. */
    EVIDENCE(bureausAnd(AUDITOR)),
    /** Budget lines and all that moves between them: also an accountant keeps books of what lies below. */
    MONEY(bureausAnd(AUDITOR, ACCOUNTANT)),
    /** Orders with their papers, payments and licences; a bureau buys too and sees its own. */
    DEALS(bureausAnd(AUDITOR), bureausAnd(TEACHER, PURCHASER, ACCOUNTANT, CASHIER, PRINCIPAL, AUDITOR));

    private static final String EVERYWHERE = "";
    /** Begins no path. */
    private static final String NOWHERE = "-";

    private final Set<Role> overseers;
    private final Set<Role> staff;

    /**
     * @param overseers who sees what lies below his organization
     * @param staff of deals, who sees those of his own organization; of anything else everybody who acts for it does
     */
    Sight(Role[] overseers, Role... staff) {
        this.overseers = Set.of(overseers);
        this.staff = Set.of(staff);
    }

    /** The condition over an organization in a query that {@link #bindTo} gives its values. */
    public static String over(String organization) {
        return over(organization + ".id", organization + ".path");
    }

    /** The same where the organization and its path of then were written down. */
    public static String over(String id, String path) {
        return "(%s = :own or starts_with(%s, :below))".formatted(id, path);
    }

    /**
     * The condition over who holds something and who sold it, in a query that {@link #bindDeal} gives its values. What
     * does not apply is a constant that the planner drops, so that each party's own index serves.
     */
    public static String ofDeal(String holder, String path, String vendor) {
        return "((:held and %s = :own) or (:sold and %s = :own) or (:above and starts_with(%s, :below)))"
                .formatted(holder, vendor, path);
    }

    public GenericExecuteSpec bindTo(GenericExecuteSpec query, Actor actor) {
        return query.bind("own", actor.organizationId()).bind("below", below(actor));
    }

    public GenericExecuteSpec bindDeal(GenericExecuteSpec query, Actor actor) {
        return bindTo(query, actor)
                .bind("held", isAnyOf(actor, staff))
                .bind("sold", actor.is(VENDOR_MANAGER))
                .bind("above", seesBelow(actor));
    }

    public boolean seesBelow(Actor actor) {
        return isAnyOf(actor, overseers) && !actor.organizationPath().isEmpty();
    }

    private static boolean isAnyOf(Actor actor, Set<Role> roles) {
        return !Collections.disjoint(actor.roles(), roles);
    }

    private String below(Actor actor) {
        if ((this == ORGANIZATIONS || this == PEOPLE) && actor.is(OPERATOR)) {
            return EVERYWHERE;
        }
        return seesBelow(actor) ? actor.organizationPath() + "." : NOWHERE;
    }
}
