package org.ziyuan.marketplace.listing.batch;

import static org.ziyuan.marketplace.row.Columns.flag;
import static org.ziyuan.marketplace.row.Columns.id;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.ListingState;
import org.ziyuan.marketplace.listing.PublishDrafts;
import org.ziyuan.marketplace.listing.RevisionState;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The operator decides on all that a vendor has waiting, in one transaction and as the page has shown it. */
@Component
public class ReviewBatch {

    private static final TextField REASON = TextField.reason("reason", 500);

    private final DatabaseClient database;
    private final PublishDrafts drafts;
    private final Outbox outbox;
    private final AuditLog audit;
    private final MoneyTransactions transactions;

    ReviewBatch(
            DatabaseClient database,
            PublishDrafts drafts,
            Outbox outbox,
            AuditLog audit,
            MoneyTransactions transactions) {
        this.database = database;
        this.drafts = drafts;
        this.outbox = outbox;
        this.audit = audit;
        this.transactions = transactions;
    }

    private record Waiting(UUID id, boolean sold) {}

    /**
     * Publishes all of them. A suspended listing stays suspended with its new version.
     *
     * @return how many were published
     * @throws Refusal {@code listing-batch-not-found} when nothing waits, {@code listing-own-approval}
     */
    public Mono<Integer> publish(UUID vendor, Actor operator) {
        return transactions.execute(waiting(vendor, operator).flatMap(all -> {
            List<UUID> ids = all.stream().map(Waiting::id).toList();
            return carry(ids, ListingState.LIFE_CYCLE.to(ListingState.Event.PUBLISH))
                    .then(drafts.publish(ids, operator))
                    .thenMany(Flux.fromIterable(all).filter(Waiting::sold))
                    .concatMap(one -> news("ListingPublished", one.id()))
                    .then(tell("listing.batch-published", vendor, Map.of("count", all.size()), operator))
                    .thenReturn(all.size());
        }));
    }

    /**
     * Gives all of them back with one reason. Refuses as above and with {@code reason-required}.
     *
     * @return how many were given back
     */
    public Mono<Integer> giveBack(UUID vendor, String reason, Actor operator) {
        return Mono.fromCallable(() -> REASON.read(reason))
                .flatMap(why -> transactions.execute(waiting(vendor, operator).flatMap(all -> {
                    List<UUID> ids = all.stream().map(Waiting::id).toList();
                    return carry(ids, ListingState.LIFE_CYCLE.to(ListingState.Event.RETURN))
                            .then(revisionsBack(ids))
                            .thenMany(Flux.fromIterable(ids))
                            .concatMap(id -> news("ListingReturned", id))
                            .then(tell(
                                    "listing.batch-returned",
                                    vendor,
                                    Map.of("count", all.size(), "reason", why),
                                    operator))
                            .thenReturn(all.size());
                })));
    }

    private Mono<List<Waiting>> waiting(UUID vendor, Actor operator) {
        return Mono.fromRunnable(() -> operator.require(Role.OPERATOR))
                .thenMany(database.sql("""
                                select l.id, l.state <> 'SUSPENDED' as sold
                                  from listing l join listing_draft d on d.listing_id = l.id
                                 where l.vendor_id = :vendor and %s order by l.id for update of l
                                """.formatted(SubmittedBatches.WAITING))
                        .bind("vendor", vendor)
                        .map(row -> new Waiting(id(row, "id"), flag(row, "sold")))
                        .all())
                .collectList()
                .filter(all -> !all.isEmpty())
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing-batch", vendor)));
    }

    private Mono<Void> carry(List<UUID> ids, ListingState to) {
        return database.sql("""
                        update listing set state = :state, row_version = row_version + 1, updated_at = now()
                         where id = any(:ids) and state = 'SUBMITTED'
                        """)
                .bind("state", to.name())
                .bind("ids", ids.toArray(UUID[]::new))
                .then();
    }

    private Mono<Void> revisionsBack(List<UUID> ids) {
        return database.sql("""
                        update listing_draft set state = :state, submitted_at = null
                         where listing_id = any(:ids) and state = 'SUBMITTED'
                        """)
                .bind(
                        "state",
                        RevisionState.LIFE_CYCLE.to(RevisionState.Event.RETURN).name())
                .bind("ids", ids.toArray(UUID[]::new))
                .then();
    }

    private Mono<Void> news(String type, UUID listing) {
        return outbox.publish(type, "listing", listing, Map.of("listingId", listing.toString()));
    }

    private Mono<Void> tell(String action, UUID vendor, Map<String, ?> detail, Actor operator) {
        return audit.record(operator, action, "organization", vendor, detail);
    }
}
