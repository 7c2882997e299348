package org.ziyuan.marketplace.identity;

import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * Who is acting now, and for which organization.
 *
 * @param personId the person, or null for the system itself (relays, timers)
 * @param displayName the name as it stands in the audit log
 * @param organizationId the organization acted for
 * @param organizationPath the organization's place in the tree; what lies under it may be seen by bureaus and auditors
 * @param roles the person's roles in that organization
 */
public record Actor(
        @Nullable UUID personId, String displayName, UUID organizationId, String organizationPath, Set<Role> roles) {

    public Actor {
        roles = Set.copyOf(roles);
    }

    /** The system acting for an organization, named after the part that acts. */
    public static Actor system(String part, UUID organizationId) {
        return new Actor(null, part, organizationId, "", Set.of());
    }

    /** The same person in one role alone, by a program whose name stands in the audit log beside his. */
    public Actor through(String program, Role role) {
        return new Actor(personId, displayName + " · " + program, organizationId, organizationPath, Set.of(role));
    }

    public boolean is(Role role) {
        return roles.contains(role);
    }

    public boolean isAnyOf(Role... wanted) {
        for (Role role : wanted) {
            if (roles.contains(role)) {
                return true;
            }
        }
        return false;
    }

    /** Whether the actor decides, as a bureau, for the organization at this path. */
    public boolean decidesFor(String path) {
        return isAnyOf(Role.bureaus())
                && !organizationPath.isEmpty()
                && (path.equals(organizationPath) || path.startsWith(organizationPath + "."));
    }

    /** @throws Refusal {@code role-required} when the actor has none of the roles */
    public void require(Role... wanted) {
        if (!isAnyOf(wanted)) {
            throw Refusal.forbidden("role-required").with("role", wanted[0].name());
        }
    }

    /** The person behind the act. @throws Refusal {@code person-required} when it is the system that acts */
    public UUID person() {
        if (personId == null) {
            throw Refusal.forbidden("person-required");
        }
        return personId;
    }
}
