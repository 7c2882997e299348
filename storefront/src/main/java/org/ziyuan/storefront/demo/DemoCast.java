package org.ziyuan.storefront.demo;

import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The invented people of the demonstration, by the organization they play in. */
@Component
@Profile("demo")
public class DemoCast {

    private static final int MOST_SCHOOLS = 5;

    private final DatabaseClient database;

    DemoCast(DatabaseClient database) {
        this.database = database;
    }

    public Mono<Boolean> includes(UUID person) {
        return database.sql("select exists (select from person where id = :id and demo and status = 'ACTIVE')")
                .bind("id", person)
                .mapValue(Boolean.class)
                .one();
    }

    /** One school with everybody above it, the vendors and the operator; or the schools whose name contains the words. */
    public Flux<Troupe> troupes(String school) {
        Flux<Member> members = school.isBlank() ? aroundOneSchool() : atSchoolsNamed(school.strip());
        return members.bufferUntilChanged(Member::organizationId)
                .map(all -> new Troupe(all.get(0).kind(), all.get(0).organization(), List.copyOf(all)));
    }

    private Flux<Member> aroundOneSchool() {
        return database.sql("""
                        with home as (
                          select o.path from organization o join role_assignment r on r.organization_id = o.id
                           where o.demo and r.role = 'PUPIL' order by o.path limit 1)
                        select p.id, p.display_name as name, r.role, o.id as organization_id, o.name as organization, o.kind
                          from person p
                          join role_assignment r on r.person_id = p.id
                          join organization o on o.id = r.organization_id
                         where p.demo and p.status = 'ACTIVE'
                           and (o.kind in ('vendor', 'operator')
                                or exists (select from home h where h.path = o.path or h.path like o.path || '.%'))
                         order by array_position(array['school', 'vendor', 'bureau', 'operator'], o.kind),
                                  length(o.path) desc, o.path, p.login
                        """).map(Rows.as(Member.class)).all();
    }

    private Flux<Member> atSchoolsNamed(String words) {
        return database.sql("""
                        select p.id, p.display_name as name, r.role, o.id as organization_id, o.name as organization, o.kind
                          from (select * from organization where demo and kind = 'school' and name like :like
                                 order by path limit :most) o
                          join role_assignment r on r.organization_id = o.id
                          join person p on p.id = r.person_id
                         where p.demo and p.status = 'ACTIVE' order by o.path, p.login
                        """)
                .bind("like", "%" + words.replaceAll("[\\\\%_]", "\\\\$0") + "%")
                .bind("most", MOST_SCHOOLS)
                .map(Rows.as(Member.class))
                .all();
    }

    public record Member(UUID id, String name, String role, UUID organizationId, String organization, String kind) {}

    public record Troupe(String kind, String organization, List<Member> members) {}
}
