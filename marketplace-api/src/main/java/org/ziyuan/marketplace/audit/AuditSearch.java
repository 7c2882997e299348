package org.ziyuan.marketplace.audit;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.text.TextField;
import reactor.core.publisher.Mono;

/**
 * Audit entries found by who acted, in which organization, on which document, when and on what kind of thing. Without a
 * number the chains of the reader's own organization and those below are read; with one, every entry about the purchase it
 * names, also those in the vendor's chain, provided that the buyer is among these organizations.
 */
@Component
public class AuditSearch {

    /** What entries are about, as the core writes it; the words are the message {@code trail.kind.<kind>}. */
    public static final List<String> KINDS = List.of(
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
            "person",
            "message",
            "tool",
            "setting");

    private final DatabaseClient database;
    private final AuditEntriesSql sql;

    AuditSearch(DatabaseClient database, AuditEntriesSql sql) {
        this.database = database;
        this.sql = sql;
    }

    /**
     * The newest first, narrowed by words of who acted and of the organization, and by days.
     *
     * @param number a part of the number of a requisition or an order; empty for everything
     * @param kind one of {@link #KINDS}, or null for all
     * @throws Refusal {@code audit-number-means-many} where more purchases have it in their number than can be looked at
     */
    public Mono<Page<AuditLine>> list(Actor actor, String number, @Nullable String kind, Sought sought) {
        if (number.isBlank()) {
            return page(bound(sql.of(false), kind, actor), sought);
        }
        String pattern = Sought.pattern(TextField.plain(number));
        return meansFew(pattern, actor)
                .then(Mono.defer(() -> page(bound(sql.of(true), kind, actor).bind("number", pattern), sought)));
    }

    private Mono<Void> meansFew(String pattern, Actor actor) {
        return Sight.EVIDENCE
                .bindTo(database.sql(sql.meant()).bind("number", pattern), actor)
                .mapValue(Long.class)
                .one()
                .filter(meant -> meant > PurchasesByNumber.MOST)
                .flatMap(many ->
                        Mono.error(Refusal.invalid("audit-number-means-many").with("most", PurchasesByNumber.MOST)));
    }

    /** What this very person did, in whatever organization, the newest first; narrowed like {@link #list}. */
    public Mono<Page<AuditLine>> ofPerson(Actor actor, Sought sought) {
        return page(bound(sql.ofPerson(), null, actor).bind("person", actor.person()), sought);
    }

    private GenericExecuteSpec bound(String statement, @Nullable String kind, Actor actor) {
        return Sight.EVIDENCE
                .bindTo(database.sql(statement), actor)
                .bind("above", Sight.ALLOCATIONS.seesBelow(actor))
                .bind("kind", Parameter.fromOrEmpty(kind, String.class));
    }

    private static Mono<Page<AuditLine>> page(GenericExecuteSpec query, Sought sought) {
        return sought.bindTo(query)
                .map(Rows.as(AuditLine.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, entry -> new Cursor(entry.at(), entry.organizationId())));
    }
}
