package org.ziyuan.marketplace.identity;

import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AbstractAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;

/** A signed-in person as Spring Security carries him: the actor, and his roles as authorities {@code ROLE_…}. */
public final class ActorAuthentication extends AbstractAuthenticationToken {

    private static final long serialVersionUID = 1L;

    private final transient Actor actor;
    private final @Nullable String organizationName;

    public ActorAuthentication(Actor actor) {
        this(actor, null);
    }

    public ActorAuthentication(Capacity capacity) {
        this(capacity.actor(), capacity.organizationName());
    }

    private ActorAuthentication(Actor actor, @Nullable String organizationName) {
        super(AuthorityUtils.createAuthorityList(
                actor.roles().stream().map(role -> "ROLE_" + role.name()).toList()));
        this.actor = actor;
        this.organizationName = organizationName;
        setAuthenticated(true);
    }

    public Actor actor() {
        return actor;
    }

    /** The organization's name as pages show it; null where it was not read. */
    public @Nullable String organizationName() {
        return organizationName;
    }

    @Override
    public Actor getPrincipal() {
        return actor;
    }

    /** The name as people see it. */
    @Override
    public String getName() {
        return actor.displayName();
    }

    @Override
    public @Nullable Object getCredentials() {
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ActorAuthentication that && actor.equals(that.actor);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(actor);
    }
}
