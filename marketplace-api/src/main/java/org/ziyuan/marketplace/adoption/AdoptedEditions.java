package org.ziyuan.marketplace.adoption;

import static org.ziyuan.marketplace.row.Columns.text;

import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The register of adopted editions. Anybody may read it: it is published by law. */
@Component
public class AdoptedEditions {

    /** The regions around a region, the nearest first. */
    private static final String UPWARD = """
            with recursive up (code, parent_code, far) as (
              select r.code, r.parent_code, 0 from region r join organization o on o.region_code = r.code where o.id = :own
              union all
              select p.code, p.parent_code, up.far + 1 from region p join up on p.code = up.parent_code)
            """;

    private final DatabaseClient database;

    AdoptedEditions(DatabaseClient database) {
        this.database = database;
    }

    /** What a stage and subject of an organization's region take. */
    public record Taken(String stage, String subject, String edition) {}

    /** What holds today for the organization acted for: of each stage and subject what the nearest region says. */
    public Mono<Set<Taken>> of(Actor actor) {
        return database.sql(UPWARD + """
                        , latest as (
                          select distinct on (a.stage, a.subject) a.act_id, a.region_code, a.stage, a.subject, a.holds_from
                            from adopted_edition a join up on up.code = a.region_code
                           where a.holds_from <= beijing_day(now())
                           order by a.stage, a.subject, up.far, a.holds_from desc, a.seq desc)
                        select a.stage, a.subject, a.edition
                          from adopted_edition a join latest using (act_id, region_code, stage, subject, holds_from)
                         where a.edition <> ''
                        """)
                .bind("own", actor.organizationId())
                .map(Rows.as(Taken.class))
                .all()
                .collect(Collectors.toSet());
    }

    /** A region for which somebody may enter editions. */
    public record Place(String code, String name) {}

    /** The own region of a bureau and those right below it; for the operator every one of the country. */
    public Flux<Place> placesOf(Actor actor) {
        return database.sql("""
                        select r.code, r.name from region r
                         where :all or exists (select from organization o where o.id = :own
                            and (r.code = o.region_code or r.parent_code = o.region_code))
                         order by r.code limit 1000
                        """)
                .bind("all", actor.is(Role.OPERATOR))
                .bind("own", actor.organizationId())
                .map(row -> new Place(text(row, "code"), text(row, "name")))
                .all();
    }

    /** What was entered, the latest first. */
    public Mono<Page<AdoptedEdition>> list(Sought sought) {
        return sought.bindTo(database.sql("""
                        select a.id, a.region_code, r.name as region_name, a.stage, a.subject, a.edition, a.holds_from,
                               a.reason, a.set_by_name, a.set_at
                          from adopted_edition a join region r on r.code = a.region_code where true
                        """
                        + Sought.newestFirst(
                                "a.set_at",
                                "a.id",
                                "r.name",
                                "a.region_code",
                                "a.stage",
                                "a.subject",
                                "a.edition",
                                "a.reason")))
                .map(Rows.as(AdoptedEdition.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, row -> new Cursor(row.setAt(), row.id())));
    }
}
