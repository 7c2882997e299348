package org.ziyuan.marketplace.identity;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Writes grants of roles. Whether somebody may give or end one is decided before, by whoever calls. */
@Component
public class RoleGrants {

    private final DatabaseClient database;

    RoleGrants(DatabaseClient database) {
        this.database = database;
    }

    /**
     * A role for a person in an organization.
     *
     * @param as in which of his roles the granter gives it
     * @param from when it begins, null for now
     * @param until when it ends, null for never
     */
    public record Grant(
            UUID id,
            UUID person,
            Role role,
            UUID organization,
            Role as,
            @Nullable OffsetDateTime from,
            @Nullable OffsetDateTime until) {}

    /** Gives a role; what the table refuses then (two at once) is {@code role-changed-meanwhile}. */
    public Mono<Void> give(Grant grant, Actor by) {
        return lend(grant, null, null, by);
    }

    /**
     * Lends a role for a time.
     *
     * @param from the grant of the lender himself; null where he lends what he may give
     * @param because why; null for a role that is given and not lent
     */
    public Mono<Void> lend(Grant grant, @Nullable UUID from, @Nullable String because, Actor by) {
        return database.sql("""
                        insert into role_assignment (id, person_id, role, organization_id, valid_from, valid_until,
                                                     granted_by, granted_for, granted_as, lent_from, lent_because)
                        values (:id, :person, :role, :organization, coalesce(:from, now()), :until, :by, :for, :as,
                                :lentFrom, :because)
                        """)
                .bind("lentFrom", Parameter.fromOrEmpty(from, UUID.class))
                .bind("because", Parameter.fromOrEmpty(because, String.class))
                .bind("id", grant.id())
                .bind("person", grant.person())
                .bind("role", grant.role().name())
                .bind("organization", grant.organization())
                .bind("from", Parameter.fromOrEmpty(grant.from(), OffsetDateTime.class))
                .bind("until", Parameter.fromOrEmpty(grant.until(), OffsetDateTime.class))
                .bind("by", by.person())
                .bind("for", by.organizationId())
                .bind("as", grant.as().name())
                .then();
    }

    /** Makes the first operator; every other grant follows from this one. */
    public Mono<Void> root(UUID id, UUID person, UUID organization, String token) {
        return database.sql("""
                        insert into role_assignment (id, person_id, role, organization_id, root)
                        values (:id, :person, :role, :organization, :root)
                        """)
                .bind("id", id)
                .bind("person", person)
                .bind("role", Role.OPERATOR.name())
                .bind("organization", organization)
                .bind("root", token)
                .then();
    }

    /** Ends a role now, one that has not begun before it begins. */
    public Mono<Void> end(UUID grant, String reason, Actor by) {
        return database.sql("""
                        update role_assignment
                           set valid_until = greatest(valid_from, now()), ended_at = now(), ended_by = :by, ended_for = :for,
                               end_reason = :reason
                         where id = :id
                        """)
                .bind("id", grant)
                .bind("by", by.person())
                .bind("for", by.organizationId())
                .bind("reason", reason)
                .then();
    }
}
