package org.ziyuan.marketplace.listing;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** A vendor puts an offer beside a listing of his, or takes one away that shall not be sold any more. */
@Component
public class AddOffer {

    private final DatabaseClient database;
    private final ListingMoves moves;
    private final AuditLog audit;
    private final Outbox outbox;
    private final MoneyTransactions transactions;

    AddOffer(
            DatabaseClient database,
            ListingMoves moves,
            AuditLog audit,
            Outbox outbox,
            MoneyTransactions transactions) {
        this.database = database;
        this.moves = moves;
        this.audit = audit;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /**
     * Adds the offer; the same id again changes nothing. On a published listing it is for sale at once, as a new price is.
     *
     * <p>Refuses with {@code listing-not-found}, {@code listing-not-editable} while the operator reviews it or when it is
     * withdrawn, {@code text-length}, {@code number-out-of-range}, {@code price-not-positive} and
     * {@code free-offer-has-a-price}.
     */
    public Mono<UUID> to(UUID listing, NewOffer wanted, UUID offerId, Actor vendor) {
        return Mono.fromCallable(() -> {
                    vendor.require(Role.VENDOR_MANAGER);
                    return wanted.on(listing, offerId);
                })
                .flatMap(offer -> transactions.execute(editable(listing, vendor)
                        .flatMap(state -> insert(offer, vendor)
                                .filter(added -> added == 1)
                                .flatMap(added -> tell("offer.added", offerId, listing, state, vendor)))))
                .thenReturn(offerId);
    }

    /** Takes an offer out of sale; what was ordered under it stays. Refuses as above and with {@code offer-not-found}. */
    public Mono<Void> retire(UUID offerId, Actor vendor) {
        return transactions.execute(Mono.fromRunnable(() -> vendor.require(Role.VENDOR_MANAGER))
                .then(listingOf(offerId, vendor))
                .flatMap(listing -> editable(listing, vendor)
                        .flatMap(state -> deactivate(offerId)
                                .filter(retired -> retired == 1)
                                .flatMap(retired -> tell("offer.retired", offerId, listing, state, vendor)))));
    }

    private Mono<ListingState> editable(UUID listing, Actor vendor) {
        return moves.lock(listing, vendor)
                .filter(state -> state != ListingState.SUBMITTED && state != ListingState.WITHDRAWN)
                .switchIfEmpty(Mono.error(
                        () -> Refusal.conflict("listing-not-editable").with("key", listing)));
    }

    private Mono<Long> insert(Offer offer, Actor vendor) {
        return database.sql("""
                        with added as (
                          insert into offer (id, listing_id, name, licence_model, meter, unit_price_in_fen, term_months,
                                 minimum_quantity, trial, terms)
                          values (:id, :listing, :name, :model, :meter, :price, :months, :minimum, :trial, :terms)
                          on conflict (id) do nothing returning id, unit_price_in_fen)
                        insert into offer_price_log (offer_id, price_version, unit_price_in_fen, changed_by)
                        select id, 1, unit_price_in_fen, :by from added
                        """)
                .bind("id", offer.id())
                .bind("listing", offer.listingId())
                .bind("name", offer.name())
                .bind("model", offer.model().column())
                .bind("meter", offer.meter().column())
                .bind("price", offer.unitPrice().fen())
                .bind("months", Parameter.fromOrEmpty(offer.termMonths(), Integer.class))
                .bind("minimum", offer.minimumQuantity())
                .bind("trial", offer.trial())
                .bind("terms", offer.terms())
                .bind("by", vendor.person())
                .fetch()
                .rowsUpdated();
    }

    private Mono<UUID> listingOf(UUID offerId, Actor vendor) {
        return database.sql("""
                        select o.listing_id from offer o join listing l on l.id = o.listing_id
                         where o.id = :id and l.vendor_id = :vendor
                        """)
                .bind("id", offerId)
                .bind("vendor", vendor.organizationId())
                .mapValue(UUID.class)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("offer", offerId)));
    }

    private Mono<Long> deactivate(UUID offerId) {
        return database.sql("update offer set active = false where id = :id and active")
                .bind("id", offerId)
                .fetch()
                .rowsUpdated();
    }

    /** Publishes news of a listing that schools can find at this moment; a draft makes no news. */
    private Mono<Void> tell(String action, UUID offer, UUID listing, ListingState state, Actor vendor) {
        Map<String, String> where = Map.of("listingId", listing.toString());
        Mono<Void> news = state == ListingState.PUBLISHED
                ? outbox.publish("ListingPublished", "listing", listing, where)
                : Mono.empty();
        return news.then(audit.record(vendor, action, "offer", offer, where));
    }
}
