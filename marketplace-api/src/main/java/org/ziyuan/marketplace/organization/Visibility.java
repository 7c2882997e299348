package org.ziyuan.marketplace.organization;

import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;

/**
 * Which organizations an actor may see: his own; bureaus and auditors also all that lie under theirs; the operator all
 * of them. Written for SQL that has the actor's own organization as {@code :own} and this prefix as {@code :under}.
 */
final class Visibility {

    /** Matches no path: whoever has it sees only his own organization. */
    private static final String NOTHING_BELOW = "-";

    private Visibility() {}

    /** The LIKE pattern of the paths that lie under what the actor may see. */
    static String below(Actor actor) {
        if (actor.is(Role.OPERATOR)) {
            return "%";
        }
        boolean oversees = actor.isAnyOf(Role.COUNTY_BUREAU, Role.CITY_BUREAU, Role.PROVINCE_BUREAU, Role.AUDITOR);
        return oversees && !actor.organizationPath().isEmpty() ? under(actor.organizationPath()) : NOTHING_BELOW;
    }

    /** The LIKE pattern of everything under a path. */
    static String under(String path) {
        return path.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + ".%";
    }
}
