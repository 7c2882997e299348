package org.ziyuan.marketplace.identity;

import java.util.Set;
import java.util.UUID;

/**
 * An organization in which a person holds a role now.
 *
 * @param organizationId the organization
 * @param organizationName its name
 * @param roles the person's roles there
 */
public record Membership(UUID organizationId, String organizationName, Set<Role> roles) {

    public Membership {
        roles = Set.copyOf(roles);
    }

    public static Membership of(Capacity capacity) {
        return new Membership(
                capacity.actor().organizationId(),
                capacity.organizationName(),
                capacity.actor().roles());
    }

    /** True when money passes through the person's hands there: such sessions rest for a shorter time. */
    public boolean isStaff() {
        return roles.stream().anyMatch(role -> role != Role.PUPIL && role != Role.PARENT && role != Role.TEACHER);
    }
}
