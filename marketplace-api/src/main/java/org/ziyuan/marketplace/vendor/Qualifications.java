package org.ziyuan.marketplace.vendor;

import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.organization.OrganizationStatus;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.worklist.NoticeKind;
import org.ziyuan.marketplace.worklist.NoticeSource;
import org.ziyuan.marketplace.worklist.WorkKind;
import org.ziyuan.marketplace.worklist.WorkSource;
import reactor.core.publisher.Mono;

/** All vendors with their proofs: the operator sees each, a vendor himself. */
@Component
public class Qualifications implements WorkSource, NoticeSource {

    private static final String HEAD = """
            select o.id, o.name, o.unified_credit_code as credit_code, o.status, p.vendor_type, p.contact_name,
                   exists (select from vendor_at_rest r where r.vendor_id = o.id) as at_rest
              from organization o left join vendor_profile p on p.organization_id = o.id
             where o.kind = 'vendor'
            """;

    private static final String LISTED = """
            select o.id, o.name, o.unified_credit_code as credit_code, o.status, o.created_at,
                   exists (select from vendor_at_rest r where r.vendor_id = o.id) as at_rest,
                   (select count(*)::int from vendor_evidence e where e.vendor_id = o.id and e.state = 'WAITING') as waiting
              from organization o where o.kind = 'vendor'
            """;

    private static final String ITEMS = """
            select r.name, r.kind, r.required, coalesce(g.good, false) as good, g.good_until, e.id as evidence_id, e.state, e.said,
                   e.valid_until, e.file_name, e.reason,
                   name_and_place(e.handed_in_by, e.handed_in_by_name, e.handed_in_at) as handed_in_by_name, e.handed_in_at,
                   name_and_place(e.decided_by, e.decided_by_name, e.decided_at) as decided_by_name
              from vendor_profile p
              join vendor_requirement r on r.vendor_type = p.vendor_type
              left join lateral (
                select * from vendor_evidence l where l.vendor_id = p.organization_id and l.requirement = r.name
                 order by l.handed_in_at desc, l.id desc limit 1) e on true
              left join lateral (
                select max(coalesce(a.valid_until, 'infinity')) >= beijing_day(now()) as good,
                       nullif(max(coalesce(a.valid_until, 'infinity')), 'infinity') as good_until
                  from vendor_evidence a
                 where a.vendor_id = p.organization_id and a.requirement = r.name and a.state = 'ACCEPTED') g on true
             where p.organization_id = :vendor order by r.position, r.name
            """;

    private static final String WORK = """
            select v.id, v.id as target, '' as number, v.name as about, '' as who, cast(null as bigint) as amount_in_fen,
                   min(e.handed_in_at) as since, cast(null as timestamptz) as due_at
              from vendor_evidence e join organization v on v.id = e.vendor_id
             where e.state = 'WAITING' group by v.id, v.name
            """;

    /** Sixty, thirty and seven days before a certificate ends, and when it has. */
    private static final String ENDS = """
            select md5(e.id || '/' || d.days)::uuid as id, e.vendor_id as target, '' as number,
                   to_char(e.valid_until, 'YYYY-MM-DD') as about, v.name as who, 'vendor.ends.' || e.requirement as word,
                   beginning_of_day(e.valid_until - d.days) as at
              from vendor_evidence e join organization v on v.id = e.vendor_id
              cross join (values (60), (30), (7), (-1)) d (days)
             where e.state = 'ACCEPTED' and e.valid_until - d.days <= beijing_day(now()) and %s
               and not exists (select from vendor_evidence l
                                where l.vendor_id = e.vendor_id and l.requirement = e.requirement and l.state = 'ACCEPTED'
                                  and coalesce(l.valid_until, 'infinity') > e.valid_until)
            """;

    private final DatabaseClient database;

    Qualifications(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public List<WorkKind> kinds() {
        return List.of(new WorkKind("evidence", Set.of(Role.OPERATOR), WORK));
    }

    @Override
    public List<NoticeKind> notices() {
        return List.of(
                new NoticeKind("certificate", ENDS.formatted("e.vendor_id = :own and 'VENDOR_MANAGER' = any(:roles)")),
                new NoticeKind("certificates", ENDS.formatted("'OPERATOR' = any(:roles)")));
    }

    /** The vendors, the newest first. */
    public Mono<Page<Listed>> list(Sought sought) {
        return sought.bindTo(database.sql(
                        LISTED + Sought.newestFirst("o.created_at", "o.id", "o.name", "o.unified_credit_code")))
                .map(Rows.as(Listed.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, row -> new Cursor(row.createdAt(), row.id())));
    }

    /**
     * A vendor in the list.
     *
     * @param waiting how many things he handed in wait for the operator
     */
    public record Listed(
            UUID id,
            String name,
            @Nullable String creditCode,
            OrganizationStatus status,
            boolean atRest,
            int waiting,
            OffsetDateTime createdAt) {}

    /** Refuses with {@code vendor-not-found} what is no vendor, or not the actor's own. */
    public Mono<Qualification> of(UUID vendor, Actor actor) {
        return Mono.zip(head(vendor, actor), items(vendor), steps(vendor))
                .map(found -> new Qualification(found.getT1(), found.getT2(), found.getT3()));
    }

    private Mono<Qualification.Head> head(UUID vendor, Actor actor) {
        return database.sql(HEAD + " and o.id = :vendor and (:operator or o.id = :own)")
                .bind("vendor", vendor)
                .bind("operator", actor.is(Role.OPERATOR))
                .bind("own", actor.organizationId())
                .map(Rows.as(Qualification.Head.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("vendor", vendor)));
    }

    private Mono<List<Qualification.Item>> items(UUID vendor) {
        return database.sql(ITEMS)
                .bind("vendor", vendor)
                .map(Rows.as(Qualification.Item.class))
                .all()
                .collectList();
    }

    private Mono<List<Qualification.Step>> steps(UUID vendor) {
        return database.sql("""
                        select event, reason, name_and_place(done_by, done_by_name, done_at) as done_by_name, done_at
                          from vendor_step where vendor_id = :vendor order by seq desc limit 100
                        """)
                .bind("vendor", vendor)
                .map(Rows.as(Qualification.Step.class))
                .all()
                .collectList();
    }

    /** A paper that was handed in. @throws Refusal {@code vendor-evidence-not-found} also for one of another vendor */
    public Mono<Paper> paper(UUID evidence, Actor actor) {
        return database.sql("""
                        select file_name as name, file_type as type, file as content from vendor_evidence
                         where id = :id and file is not null and (:operator or vendor_id = :own)
                        """)
                .bind("id", evidence)
                .bind("operator", actor.is(Role.OPERATOR))
                .bind("own", actor.organizationId())
                .map(row -> new Paper(text(row, "name"), text(row, "type"), read(row, "content", byte[].class)))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("vendor-evidence", evidence)));
    }
}
