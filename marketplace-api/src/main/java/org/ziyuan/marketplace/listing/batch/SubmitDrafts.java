package org.ziyuan.marketplace.listing.batch;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.ListingState;
import org.ziyuan.marketplace.listing.RevisionState;
import org.ziyuan.marketplace.listing.gap.ListingGaps;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** A vendor hands over all drafts and revisions that lack nothing, in one act. */
@Component
public class SubmitDrafts {

    private final DatabaseClient database;
    private final ListingGaps gaps;
    private final AuditLog audit;
    private final MoneyTransactions transactions;

    SubmitDrafts(DatabaseClient database, ListingGaps gaps, AuditLog audit, MoneyTransactions transactions) {
        this.database = database;
        this.gaps = gaps;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** What may be handed over now, and what the rest lacks. */
    public Mono<DraftsAtHand> atHand(Actor vendor) {
        return atHand(vendor, "");
    }

    private Mono<DraftsAtHand> atHand(Actor vendor, String lock) {
        return database.sql("""
                        select l.id from listing l join listing_draft d on d.listing_id = l.id
                         where l.vendor_id = :vendor
                           and (l.state = 'DRAFT' or l.state in ('PUBLISHED', 'SUSPENDED') and d.state = 'DRAFTED')
                         order by l.id
                        """ + lock)
                .bind("vendor", vendor.organizationId())
                .mapValue(UUID.class)
                .all()
                .collectList()
                .flatMap(gaps::of)
                .map(DraftsAtHand::of);
    }

    /**
     * Hands them over. What became incomplete since the page was shown stays; what became complete goes with the rest.
     *
     * @return how many were handed over
     * @throws Refusal {@code nothing-to-submit}, {@code vendor-not-active}
     */
    public Mono<Integer> submitAll(Actor vendor) {
        return transactions.execute(Mono.fromRunnable(() -> vendor.require(Role.VENDOR_MANAGER))
                .then(atHand(vendor, " for update of l"))
                .filter(drafts -> drafts.count() > 0)
                .switchIfEmpty(Mono.error(() -> Refusal.conflict("nothing-to-submit")))
                .delayUntil(drafts -> gaps.refuseAtRest(drafts.ready()))
                .flatMap(drafts -> carry(drafts.ready().toArray(UUID[]::new))
                        .then(audit.record(
                                vendor,
                                "listing.batch-submitted",
                                "organization",
                                vendor.organizationId(),
                                Map.of("count", drafts.count())))
                        .thenReturn(drafts.count())));
    }

    /** Each by its own life cycle: a listing before its first version, or the revision beside one on the market. */
    private Mono<Void> carry(UUID[] ids) {
        return database.sql("""
                        with first as (
                          update listing set state = :listing, row_version = row_version + 1, updated_at = now()
                           where id = any(:ids) and state = 'DRAFT' returning id)
                        update listing_draft d set state = :revision, submitted_at = now()
                         where d.listing_id = any(:ids) and d.listing_id not in (select id from first)
                        """)
                .bind("ids", ids)
                .bind(
                        "listing",
                        ListingState.LIFE_CYCLE.to(ListingState.Event.SUBMIT).name())
                .bind(
                        "revision",
                        RevisionState.LIFE_CYCLE.to(RevisionState.Event.SUBMIT).name())
                .then();
    }
}
