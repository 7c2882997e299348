package org.ziyuan.marketplace.funding;

import static org.ziyuan.marketplace.identity.Role.ACCOUNTANT;
import static org.ziyuan.marketplace.identity.Role.AUDITOR;
import static org.ziyuan.marketplace.identity.Role.CITY_BUREAU;
import static org.ziyuan.marketplace.identity.Role.COUNTY_BUREAU;
import static org.ziyuan.marketplace.identity.Role.PROVINCE_BUREAU;

import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;

/** Whose money a person answers for: his own organization's and, in a bureau, that of everything below it. */
public final class Territory {

    private static final Role[] BUREAUS = {COUNTY_BUREAU, CITY_BUREAU, PROVINCE_BUREAU};
    private static final String NOWHERE = "-";

    private Territory() {}

    /** The roles that decide about the money of the organizations below their own. */
    public static Role[] bureaus() {
        return BUREAUS.clone();
    }

    /** How the paths begin that lie below the actor and that he may see; no path begins so when he sees only his own. */
    public static String below(Actor actor) {
        boolean sees = actor.isAnyOf(COUNTY_BUREAU, CITY_BUREAU, PROVINCE_BUREAU, AUDITOR, ACCOUNTANT);
        return sees && !actor.organizationPath().isEmpty() ? actor.organizationPath() + "." : NOWHERE;
    }

    /** Whether the actor decides about the money of the organization at this path. */
    public static boolean oversees(Actor actor, String path) {
        String own = actor.organizationPath();
        return actor.isAnyOf(BUREAUS) && !own.isEmpty() && (path.equals(own) || path.startsWith(own + "."));
    }
}
