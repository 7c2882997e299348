package org.ziyuan.marketplace.people;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Says who may give and end which role where; the law stands in {@code grant_right}, {@code role_place} and {@code excluded_duty}. */
@Component
public class Granting {

    /** What somebody may give in one organization: his own roles of this moment, and how far each reaches. */
    private static final String RIGHTS = """
              from role_assignment mine
              join grant_right g on g.granter = mine.role
              join organization o on o.id = :organization and reaches(g.reach, mine.organization_path, o.path)
             where mine.person_id = :person and mine.organization_id = :own and mine.role = any(:acting)
               and mine.valid_from <= now() and (mine.valid_until is null or mine.valid_until > now())
            """;

    private static final String FITS = """
               and o.status <> 'TERMINATED'
               and exists (select from role_place p where p.role = g.role and p.kind = o.kind and p.tier is not distinct from o.tier)
            """;

    private final DatabaseClient database;

    Granting(DatabaseClient database) {
        this.database = database;
    }

    /** The roles that the actor may give in an organization, as they stand in {@link Role}. */
    public Mono<List<Role>> rolesToGive(UUID organization, Actor actor) {
        return bound("select distinct g.role" + RIGHTS + FITS, organization, actor)
                .map(row -> Role.valueOf(text(row, "role")))
                .all()
                .sort()
                .collectList();
    }

    /**
     * The role by which the actor gives or ends this one; his own grant stays as it is until the transaction ends. Refuses
     * with {@code role-not-yours-to-give}.
     */
    public Mono<Role> right(Role role, UUID organization, Actor actor) {
        return bound(
                        "select g.granter" + RIGHTS
                                + " and g.role = :role order by g.granter limit 1 for share of mine",
                        organization,
                        actor)
                .bind("role", role.name())
                .map(row -> Role.valueOf(text(row, "granter")))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.forbidden("role-not-yours-to-give")
                        .with("field", "role")
                        .with("role", role)));
    }

    /** Refuses with {@code role-not-for-organization} a role that is not held in organizations of this kind. */
    public Mono<Void> fits(Role role, UUID organization) {
        return database.sql("""
                        select o.name from organization o join role_place g on g.role = :role where o.id = :organization
                        """ + FITS)
                .bind("role", role.name())
                .bind("organization", organization)
                .mapValue(String.class)
                .first()
                .switchIfEmpty(Mono.error(() -> Refusal.invalid("role-not-for-organization")
                        .with("field", "role")
                        .with("role", role)))
                .then();
    }

    /**
     * Refuses with {@code role-held-already}, or with {@code duties-exclude}, which names the role held and the law.
     *
     * @param but a grant that ends in the same act, or null
     */
    public Mono<Void> mayHold(UUID person, Role role, UUID organization, @Nullable UUID but) {
        return database.sql("""
                        select r.role, at.name, why_excluded(r.role, r.organization_path, :role, o.path) as why
                          from role_assignment r
                          join organization o on o.id = :organization
                          join organization at on at.id = r.organization_id
                         where r.person_id = :person and r.id <> :but and not is_over(r)
                           and why_excluded(r.role, r.organization_path, :role, o.path) is not null
                        """)
                .bind("person", person)
                .bind("role", role.name())
                .bind("organization", organization)
                .bind("but", but == null ? new UUID(0, 0) : but)
                .map(row -> text(row, "why").equals("held")
                        ? Refusal.conflict("role-held-already").with("field", "role")
                        : Refusal.conflict("duties-exclude")
                                .with("field", "role")
                                .with("role", role)
                                .with("other", Role.valueOf(text(row, "role")))
                                .with("organization", text(row, "name"))
                                .with("source", text(row, "why")))
                .first()
                .flatMap(Mono::error)
                .then();
    }

    /**
     * Refuses with {@code person-not-yours} unless the actor may end every present role of the person. Who keeps somebody
     * out, or lets him choose a new password, must be above all that he does.
     */
    Mono<Void> administers(UUID person, Actor actor) {
        return current(person)
                .concatMap(held -> right(held.role(), held.organization(), actor))
                .onErrorMap(
                        refusal ->
                                refusal instanceof Refusal said && said.code().equals("role-not-yours-to-give"),
                        refusal -> Refusal.forbidden("person-not-yours"))
                .then();
    }

    /** What of a person's present roles the actor may end, for a page that offers it. */
    public Mono<Reach> reach(UUID person, Actor actor) {
        return database.sql("""
                        select h.id, exists (
                                 select from role_assignment mine
                                   join grant_right g on g.granter = mine.role and g.role = h.role
                                        and reaches(g.reach, mine.organization_path, o.path)
                                  where mine.person_id = :actor and mine.organization_id = :own and mine.role = any(:acting)
                                    and mine.valid_from <= now() and (mine.valid_until is null or mine.valid_until > now()))
                               as reached
                          from role_assignment h join organization o on o.id = h.organization_id
                         where h.person_id = :person and not is_over(h)
                        """)
                .bind("person", person)
                .bind("actor", actor.person())
                .bind("own", actor.organizationId())
                .bind("acting", names(actor))
                .map(row -> Map.entry(id(row, "id"), Boolean.TRUE.equals(row.get("reached", Boolean.class))))
                .all()
                .collectMap(Map.Entry::getKey, Map.Entry::getValue)
                .map(Reach::of);
    }

    /**
     * How far somebody's rights reach over the roles of another.
     *
     * @param grants those he may end
     * @param all whether these are all there are: then he administers the person
     */
    public record Reach(Set<UUID> grants, boolean all) {

        static Reach of(Map<UUID, Boolean> reached) {
            Set<UUID> within = reached.entrySet().stream()
                    .filter(Map.Entry::getValue)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toUnmodifiableSet());
            return new Reach(within, within.size() == reached.size());
        }
    }

    Flux<Held> current(UUID person) {
        return database.sql("""
                        select id, role, organization_id as organization from role_assignment r
                         where person_id = :person and not is_over(r) order by organization_id, role
                        """).bind("person", person).map(Rows.as(Held.class)).all();
    }

    private GenericExecuteSpec bound(String sql, UUID organization, Actor actor) {
        return database.sql(sql)
                .bind("organization", organization)
                .bind("person", actor.person())
                .bind("own", actor.organizationId())
                .bind("acting", names(actor));
    }

    private static String[] names(Actor actor) {
        return actor.roles().stream().map(Role::name).toArray(String[]::new);
    }

    /** A role that somebody has now, or will have. */
    record Held(UUID id, Role role, UUID organization) {}
}
