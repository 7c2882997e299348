package org.ziyuan.storefront.layout;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The reader of a page: name, the organization acted for, and the roles held there; empty when not signed in. */
public record Visitor(@Nullable String name, @Nullable String organization, Set<String> roles) {

    public Visitor {
        roles = Set.copyOf(roles);
    }

    public static Visitor nobody() {
        return new Visitor(null, null, Set.of());
    }

    public boolean signedIn() {
        return name != null;
    }

    boolean holdsAnyOf(Set<String> wanted) {
        return roles.stream().anyMatch(wanted::contains);
    }
}
