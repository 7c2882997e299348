package org.ziyuan.marketplace.people.standin;

import java.util.Arrays;
import java.util.List;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.people.Granting;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** Says who stands in for whom in an organization, and what a person may lend there. */
@Component
public class StandIns {

    private static final int MOST = 100;

    private final DatabaseClient database;
    private final Granting granting;

    StandIns(DatabaseClient database, Granting granting) {
        this.database = database;
        this.granting = granting;
    }

    /**
     * Lists what is or was lent in the organization the actor acts for, what is not over first, a hundred at most. Those
     * who give roles see all of it, others what they lent or were lent themselves.
     */
    public Mono<List<StandIn>> of(Actor actor) {
        return database.sql("""
                        select r.id, r.role, p.display_name as name, p.login, name_and_place(l.id, l.display_name, r.granted_at) as lender_name,
                               coalesce((select string_agg(distinct o.name, '、') from role_assignment h
                                           join organization o on o.id = h.organization_id
                                          where h.person_id = p.id and h.lent_because is null
                                            and not is_over(h)), '') as home,
                               r.valid_from, r.valid_until, r.lent_because as reason, r.valid_from <= now() as begun,
                               is_over(r) as over, r.granted_by = :person as mine
                          from role_assignment r join person p on p.id = r.person_id join person l on l.id = r.granted_by
                         where r.organization_id = :own and r.lent_because is not null
                           and (:all or :person in (r.person_id, r.granted_by))
                         order by over, r.granted_at desc, r.id limit :most
                        """)
                .bind("own", actor.organizationId())
                .bind("person", actor.person())
                .bind("all", actor.isAnyOf(Readers.whoGiveRoles()))
                .bind("most", MOST)
                .map(Rows.as(StandIn.class))
                .all()
                .collectList();
    }

    /** What the actor may lend here: the duties he holds, and those he may give. */
    public Mono<List<Role>> lendable(Actor actor) {
        return granting.rolesToGive(actor.organizationId(), actor)
                .map(given -> Arrays.stream(Role.values())
                        .filter(role -> role != Role.PUPIL && role != Role.PARENT)
                        .filter(role -> given.contains(role) || actor.is(role))
                        .toList());
    }
}
