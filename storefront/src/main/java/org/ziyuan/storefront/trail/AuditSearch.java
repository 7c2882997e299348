package org.ziyuan.storefront.trail;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;
import static org.ziyuan.marketplace.row.Columns.time;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import reactor.core.publisher.Mono;

/**
 * Audit entries found by who acted, in which organization, on which document, when and on what kind of thing. Without a
 * number the chains of the reader's own organization and those below are read; with one, every entry about the purchase it
 * names, also those in the vendor's chain, provided that the buyer is among these organizations.
 */
@Component
class AuditSearch {

    /** What entries are about, as the core writes it; the words are the message {@code trail.kind.<kind>}. */
    static final List<String> KINDS = List.of(
            "requisition",
            "purchase-order",
            "licence",
            "budget-line",
            "budget-change",
            "allocation",
            "tranche",
            "enrolment-snapshot",
            "joint-purchase",
            "joint-demand",
            "year-end",
            "listing",
            "offer",
            "person");

    private static final String SEEN = """
            with seen as (select id from organization o where %s)
            """.formatted(Sight.over("o"));

    private static final String FOUND = """
            , purchase as (
              select o.id as order_id, r.id as requisition_id
                from requisition r left join purchase_order o on o.requisition_id = r.id
               where r.organization_id in (select id from seen) and (r.number ilike :number or o.number ilike :number)
               limit 200),
            found as (
              select order_id as id from purchase union select requisition_id from purchase
              union select l.id from licence l join purchase p on p.order_id = l.order_id)
            """;

    private static final String ENTRIES = """
            select e.seq, e.at, e.actor_name, e.action, e.subject_type, e.subject_id, e.organization_id,
                   s.name as organization_name, paper.number, left(encode(e.hash, 'hex'), 12) as hash
              from audit_entry e
              left join organization s on s.id = e.organization_id
              left join lateral (
                select number from requisition where e.subject_type = 'requisition' and id = e.subject_id
                union all
                select number from purchase_order where e.subject_type = 'purchase-order' and id = e.subject_id
                union all
                select o.number from licence l join purchase_order o on o.id = l.order_id
                 where e.subject_type = 'licence' and l.id = e.subject_id) paper on true
             where (cast(:kind as text) is null or e.subject_type = :kind)
            """;

    private final DatabaseClient database;

    AuditSearch(DatabaseClient database) {
        this.database = database;
    }

    /**
     * One entry with its place in the chain of its organization.
     *
     * @param organization whose chain it stands in, which is the organization of who acted
     * @param number of the document it is about, null where that has none
     */
    record Entry(
            long seq,
            OffsetDateTime at,
            String actor,
            UUID organizationId,
            String organization,
            String action,
            String kind,
            UUID subjectId,
            @Nullable String number,
            String hash) {

        /** Where what it is about can be read; null where it has no page of its own. */
        public @Nullable String href() {
            return switch (kind) {
                case "requisition" -> "/requisitions/" + subjectId;
                case "purchase-order" -> "/audit?order=" + subjectId;
                case "licence" -> "/licences/" + subjectId;
                case "budget-change" -> "/budget-changes/" + subjectId;
                case "listing" -> "/listings/" + subjectId;
                default -> null;
            };
        }
    }

    /**
     * The newest first, narrowed by words of who acted and of the organization, and by days.
     *
     * @param number a part of the number of a requisition or an order; empty for everything
     * @param kind one of {@link #KINDS}, or null for all
     */
    Mono<Page<Entry>> list(Actor actor, String number, @Nullable String kind, Sought sought) {
        boolean numbered = !number.isBlank();
        String where = numbered
                ? " and e.subject_id in (select id from found)"
                : " and e.organization_id in (select id from seen)";
        var query = Sight.EVIDENCE
                .bindTo(
                        database.sql(SEEN
                                + (numbered ? FOUND : "")
                                + ENTRIES
                                + where
                                + Sought.newestFirst("e.at", "e.organization_id", "e.actor_name", "s.name")),
                        actor)
                .bind("kind", Parameter.fromOrEmpty(kind, String.class));
        return sought.bindTo(numbered ? query.bind("number", Sought.pattern(number.strip())) : query)
                .map(AuditSearch::entry)
                .all()
                .collectList()
                .map(rows -> sought.page(rows, entry -> new Cursor(entry.at(), entry.organizationId())));
    }

    private static Entry entry(Readable row) {
        String organization = row.get("organization_name", String.class);
        return new Entry(
                read(row, "seq", Long.class),
                time(row, "at"),
                text(row, "actor_name"),
                id(row, "organization_id"),
                organization == null ? "—" : organization,
                text(row, "action"),
                text(row, "subject_type"),
                id(row, "subject_id"),
                row.get("number", String.class),
                text(row, "hash"));
    }
}
