package org.ziyuan.marketplace.people;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.together.AskedTogether;
import reactor.core.publisher.Mono;

/**
 * The people who have or had a role in an organization that the reader sees. Pupils and parents are not among them: who
 * they are is known in their school alone.
 */
@Component
public class PeopleInSight {

    private static final String SEEN = "r.role not in ('PUPIL', 'PARENT') and " + Sight.over("o");

    private static final String NOW = "not is_over(r)";

    /** Of the people in a relation {@code p}, in its order: who they are, and what they do where the reader sees it. */
    private static final String SHOWN = """
            select p.id, p.login, p.display_name, p.status, p.created_at,
                   p.password_hash is null and exists (select from invitation i where i.person_id = p.id
                     and i.grant_id is not null) as invited,
                   here.organizations, here.roles
              from (%s) p
              join lateral (
                select coalesce(array_agg(distinct o.name) filter (where %s), '{}') as organizations,
                       coalesce(array_agg(distinct r.role) filter (where %s), '{}') as roles, count(*) as seen
                  from role_assignment r join organization o on o.id = r.organization_id
                 where r.person_id = p.id and %s) here on here.seen > 0
             order by p.created_at desc, p.id desc
            """.formatted("%s", NOW, NOW, SEEN);

    private static final String LISTED = """
            select p.* from person p
             where p.id in (select r.person_id from role_assignment r join organization o on o.id = r.organization_id
                             where %s and (cast(:role as text) is null or (r.role = :role and %s)))
            """.formatted(SEEN, NOW)
            + Sought.newestFirst("p.created_at", "p.id", "p.display_name", "p.login", """
                    (select string_agg(o.name, ' ') from role_assignment r join organization o on o.id = r.organization_id
                      where r.person_id = p.id and %s)""".formatted(SEEN));

    private static final String ROLES = """
            select r.id, r.role, r.organization_id, o.name as organization_name, r.valid_from, r.valid_until,
                   is_over(r) as over, g.display_name as granted_by_name,
                   gf.name as granted_for_name, r.granted_as, r.granted_at, r.lent_because, e.display_name as ended_by_name,
                   ef.name as ended_for_name, r.ended_at, r.end_reason
              from role_assignment r join organization o on o.id = r.organization_id
              left join person g on g.id = r.granted_by left join organization gf on gf.id = r.granted_for
              left join person e on e.id = r.ended_by left join organization ef on ef.id = r.ended_for
             where r.person_id = :person and %s
             order by over, r.granted_at desc, r.id limit 200
            """.formatted(SEEN);

    private final DatabaseClient database;
    private final Invitations invitations;
    private final LeftBehind work;

    PeopleInSight(DatabaseClient database, Invitations invitations, LeftBehind work) {
        this.database = database;
        this.invitations = invitations;
        this.work = work;
    }

    /**
     * Those whom the actor sees, the newest first, found by name, login and organization.
     *
     * @param role only who has it now, null for all
     */
    public Mono<Page<Person>> list(@Nullable Role role, Sought sought, Actor actor) {
        return sought.bindTo(Sight.PEOPLE
                        .bindTo(database.sql(SHOWN.formatted(LISTED)), actor)
                        .bind("role", Parameter.fromOrEmpty(role == null ? null : role.name(), String.class)))
                .map(Rows.as(Person.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, person -> new Cursor(person.createdAt(), person.id())));
    }

    /** @throws Refusal {@code person-not-found}, also for somebody the actor does not see */
    public Mono<PersonFile> find(UUID id, Actor actor) {
        return AskedTogether.of(Mono.zip(person(id, actor), roles(id, actor), invitations.of(id), work.heldBy(id)))
                .map(all -> new PersonFile(all.getT1(), all.getT2(), all.getT3(), all.getT4()));
    }

    /** The same without what surrounds him. */
    Mono<Person> person(UUID id, Actor actor) {
        return Sight.PEOPLE
                .bindTo(
                        database.sql(SHOWN.formatted("select * from person where id = :person"))
                                .bind("person", id),
                        actor)
                .map(Rows.as(Person.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("person", id)));
    }

    Mono<List<RoleHeld>> roles(UUID person, Actor actor) {
        return Sight.PEOPLE
                .bindTo(database.sql(ROLES).bind("person", person), actor)
                .map(Rows.as(RoleHeld.class))
                .all()
                .collectList();
    }
}
