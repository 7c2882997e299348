package org.ziyuan.marketplace.audit;

import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Sought;

/** The statement that finds audit entries, and how each document that gives numbers is found by its own. */
@Component
class AuditEntriesSql {

    private static final String SEEN = """
            seen as (select id from organization o where %s),
            """.formatted(Sight.over("o"));

    private static final String ENTRIES = """
            entries as (
              select e.seq, e.at, e.actor_name as actor, e.actor_id, e.actor_role, e.organization_id, coalesce(s.name, '—') as organization,
                     e.action, e.subject_type as kind, e.subject_id, left(encode(e.hash, 'hex'), 12) as hash
                from audit_entry e left join organization s on s.id = e.organization_id
               where (cast(:kind as text) is null or e.subject_type = :kind)
            """;

    private static final String NUMBERED = """
            , wanted as (
              select distinct subject_id as id from entries where kind in ('requisition', 'purchase-order', 'licence', 'person')),
            papers as (%s)
            select e.*, acting_for(e.actor_id, e.organization_id, e.actor_role, e.at) as acting_for, p.number from entries e left join papers p on p.id = e.subject_id
             order by e.at desc, e.organization_id desc, e.seq desc
            """;

    private final Papers papers;
    private final List<PurchasesByNumber> purchases;

    AuditEntriesSql(Papers papers, List<PurchasesByNumber> purchases) {
        this.papers = papers;
        this.purchases = purchases;
    }

    /** @param numbered whether entries about the purchase of a {@code :number} are asked for, or those the reader sees */
    String of(boolean numbered) {
        return "with " + SEEN
                + (numbered ? found() + ", " : "")
                + entries(
                        numbered
                                ? "e.subject_id in (select id from found)"
                                : "e.organization_id in (select id from seen)");
    }

    /** How many purchases a {@code :number} means. */
    String meant() {
        return "with " + SEEN + found() + " select count(distinct purchase) from found";
    }

    /** What {@code :person} did, in whatever organization. */
    String ofPerson() {
        return "with " + entries("e.actor_id = :person");
    }

    private String entries(String which) {
        return ENTRIES
                + " and " + which
                + Sought.newestFirst("e.at", "e.organization_id", "e.actor_name", "s.name")
                + ")"
                + NUMBERED.formatted(papers.sql());
    }

    /** The papers of purchases by their number, of everybody who gives numbers. */
    private String found() {
        return "found as ("
                + purchases.stream()
                        .map(source -> "select id, purchase from (" + source.sql() + ") purchases")
                        .collect(Collectors.joining(" union "))
                + ")";
    }
}
