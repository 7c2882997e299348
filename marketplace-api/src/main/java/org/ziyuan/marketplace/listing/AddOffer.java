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
    private final RevisionMoves revisions;
    private final ProposedPrices prices;
    private final AuditLog audit;
    private final Outbox outbox;
    private final MoneyTransactions transactions;

    AddOffer(
            DatabaseClient database,
            ListingMoves moves,
            RevisionMoves revisions,
            ProposedPrices prices,
            AuditLog audit,
            Outbox outbox,
            MoneyTransactions transactions) {
        this.database = database;
        this.moves = moves;
        this.revisions = revisions;
        this.prices = prices;
        this.audit = audit;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /**
     * Adds the offer; the same id again changes nothing. Nobody can buy by it before its listing, or the revision that
     * begins with it, was reviewed.
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
                .flatMap(offer -> transactions.execute(revisions
                        .writable(listing, moves.lock(listing, vendor))
                        .flatMap(state -> insert(offer)
                                .filter(added -> added == 1)
                                .flatMap(added -> want(offer, state, vendor)))))
                .thenReturn(offerId);
    }

    private Mono<Void> want(Offer offer, ListingState state, Actor vendor) {
        UUID listing = offer.listingId();
        return prices.keep(offer.id(), offer.unitPrice(), vendor)
                .then(state.onTheMarket() ? revisions.begin(listing, vendor) : Mono.empty())
                .then(audit.record(
                        vendor, "offer.added", "offer", offer.id(), Map.of("listingId", listing.toString())));
    }

    /**
     * Takes an offer out of sale at once. What is not sold harms nobody, and what was ordered under it stays.
     * Refuses as above and with {@code offer-not-found}.
     */
    public Mono<Void> retire(UUID offerId, Actor vendor) {
        return transactions.execute(Mono.fromRunnable(() -> vendor.require(Role.VENDOR_MANAGER))
                .then(listingOf(offerId, vendor))
                .flatMap(listing -> editable(listing, vendor)
                        .flatMap(state -> deactivate(offerId)
                                .filter(retired -> retired == 1)
                                .flatMap(retired -> tell(offerId, listing, state, vendor)))));
    }

    private Mono<ListingState> editable(UUID listing, Actor vendor) {
        return moves.lock(listing, vendor)
                .filter(state -> state != ListingState.SUBMITTED && state != ListingState.WITHDRAWN)
                .switchIfEmpty(Mono.error(
                        () -> Refusal.conflict("listing-not-editable").with("key", listing)));
    }

    private Mono<Long> insert(Offer offer) {
        return database.sql("""
                        insert into offer (id, listing_id, name, licence_model, meter, unit_price_in_fen, price_version,
                               term_months, minimum_quantity, trial, active, terms)
                        values (:id, :listing, :name, :model, :meter, :price, 0, :months, :minimum, :trial, false, :terms)
                        on conflict (id) do nothing
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
        return database.sql("""
                        with unwanted as (delete from proposed_price where offer_id = :id returning offer_id)
                        update offer set active = false where id = :id and (active or id in (select offer_id from unwanted))
                        """).bind("id", offerId).fetch().rowsUpdated();
    }

    /** Publishes news of a listing that schools can find at this moment; a draft makes no news. */
    private Mono<Void> tell(UUID offer, UUID listing, ListingState state, Actor vendor) {
        Map<String, String> where = Map.of("listingId", listing.toString());
        Mono<Void> news = state == ListingState.PUBLISHED
                ? outbox.publish("ListingPublished", "listing", listing, where)
                : Mono.empty();
        return news.then(audit.record(vendor, "offer.retired", "offer", offer, where));
    }
}
