package org.ziyuan.procurement.need;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** What a school still needs, by listing: what is on a requisition since it was asked for waits no more. */
@Component
public class Needs {

    /** No requisition of the school {@code :own} that stands has asked for it since: %1$s is the row, %2$s when it was asked. */
    private static final String NOT_REQUESTED = """
            not exists (select from requisition_line l join requisition r on r.id = l.requisition_id
                         where r.organization_id = :own and l.listing_id = %1$s.listing_id
                           and r.state not in ('WITHDRAWN', 'REJECTED', 'REFUSED', 'VENDOR_DECLINED')
                           and coalesce(r.submitted_at, r.updated_at) >= %1$s.%2$s)
            """;

    /** That nobody has bought or answered what the row {@code n} of {@code teacher_need} asks the school {@code :own} for. */
    static final String WAITING = "n.answer is null and " + NOT_REQUESTED.formatted("n", "asked_at");

    private static final String TITLED = """
              join listing s on s.id = %1$s.listing_id
              join listing_version v on v.listing_id = s.id and v.version = s.current_version
              join organization o on o.id = s.vendor_id
            """;

    private static final String GATHERED =
            """
            with asked as (
              select n.listing_id, count(*)::int as teachers, max(n.asked_at) as latest,
                     case when min(n.audience) = max(n.audience) then min(n.audience) end as audience,
                     least(sum(n.people), 1000000)::int as people,
                     (array_agg(p.display_name || '：' || n.reason order by n.asked_at desc))[1\\:5] as reasons
                from teacher_need n join person p on p.id = n.person_id
               where n.organization_id = :own and %s group by n.listing_id),
            refused as (
              select d.listing_id, count(distinct d.person_id)::int as people, max(d.at) as latest
                from (select distinct person_id from acting_capacity where organization_id = :own) here
                join denial d on d.person_id = here.person_id and d.at > now() - interval '90 days'
               where %s
                 and not exists (select from teacher_need a where a.organization_id = :own
                                    and a.listing_id = d.listing_id and a.answered_at >= d.at)
               group by d.listing_id),
            gathered as (
              select listing_id, coalesce(a.teachers, 0) as teachers, a.audience,
                     coalesce(a.people, f.people) as people, coalesce(a.reasons, '{}') as reasons,
                     coalesce(f.people, 0) as refused, greatest(a.latest, f.latest) as latest
                from asked a full join refused f using (listing_id))
            select g.*, v.title, o.name as vendor_name from gathered g %s where s.state = 'PUBLISHED'
            """.formatted(WAITING, NOT_REQUESTED.formatted("d", "at"), TITLED.formatted("g"));

    private static final String OWN = """
            select n.*, v.title, o.name as vendor_name, b.number as requisition, b.state as requisition_state,
                   b.outcome_reason
              from teacher_need n %s
              left join lateral (
                select r.number, r.state, r.outcome_reason from requisition_line l join requisition r on r.id = l.requisition_id
                 where r.organization_id = n.organization_id and l.listing_id = n.listing_id and r.state <> 'WITHDRAWN'
                   and coalesce(r.submitted_at, r.updated_at) >= n.asked_at
                 order by coalesce(r.submitted_at, r.updated_at) desc limit 1) b on true
             where n.organization_id = :own and n.person_id = :person
            """.formatted(TITLED.formatted("n"));

    private final DatabaseClient database;

    Needs(DatabaseClient database) {
        this.database = database;
    }

    /** Those of the actor's school, the latest first, a page at a time, by words of the title and the vendor. */
    public Mono<Page<GatheredNeed>> list(Actor actor, Sought sought) {
        String query = "select * from (" + GATHERED + ") waiting where true"
                + Sought.newestFirst("latest", "listing_id", "title", "vendor_name");
        return sought.bindTo(own(query, actor))
                .map(Rows.as(GatheredNeed.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, need -> new Cursor(need.latest(), need.listingId())));
    }

    /** One of them. @throws Refusal {@code need-not-found} where nobody waits for the listing */
    public Mono<GatheredNeed> find(UUID listing, Actor actor) {
        return own(GATHERED + " and g.listing_id = :listing", actor)
                .bind("listing", listing)
                .map(Rows.as(GatheredNeed.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("need", listing)));
    }

    /** What the actor asked for himself, the latest first, a page at a time, by words of the title and the vendor. */
    public Mono<Page<OwnNeed>> mine(Actor actor, Sought sought) {
        String query = OWN + Sought.newestFirst("n.asked_at", "n.id", "v.title", "o.name");
        return sought.bindTo(own(query, actor).bind("person", actor.person()))
                .map(Rows.as(OwnNeed.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, need -> new Cursor(need.askedAt(), need.id())));
    }

    /** What the actor asked for of one listing; empty where he never asked. */
    public Mono<OwnNeed> ofMine(UUID listing, Actor actor) {
        return own(OWN + " and n.listing_id = :listing", actor)
                .bind("person", actor.person())
                .bind("listing", listing)
                .map(Rows.as(OwnNeed.class))
                .one();
    }

    private GenericExecuteSpec own(String query, Actor actor) {
        return database.sql(query).bind("own", actor.organizationId());
    }
}
