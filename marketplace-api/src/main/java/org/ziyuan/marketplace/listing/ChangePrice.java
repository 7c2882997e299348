package org.ziyuan.marketplace.listing;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Offers and their prices. Every price an offer ever had stays in its log. */
@Component
public class ChangePrice {

    private final DatabaseClient database;
    private final AuditLog audit;
    private final Outbox outbox;
    private final MoneyTransactions transactions;

    ChangePrice(DatabaseClient database, AuditLog audit, Outbox outbox, MoneyTransactions transactions) {
        this.database = database;
        this.audit = audit;
        this.outbox = outbox;
        this.transactions = transactions;
    }

    /**
     * Gives an offer a new unit price; whoever was shown the old one is asked again before he commits.
     *
     * @throws Refusal {@code price-not-positive}, {@code offer-not-found}
     */
    public Mono<Integer> to(Money unitPrice, UUID offer, Actor vendor) {
        if (!unitPrice.isPositive()) {
            return Mono.error(Refusal.invalid("price-not-positive").with("amount", unitPrice));
        }
        return transactions.execute(Mono.fromRunnable(() -> vendor.require(Role.VENDOR_MANAGER))
                .then(update(unitPrice, offer, vendor))
                .flatMap(changed -> log(offer, changed.priceVersion(), unitPrice, vendor)
                        .then(outbox.publish(
                                "ListingPublished",
                                "listing",
                                changed.listingId(),
                                Map.of("listingId", changed.listingId().toString())))
                        .then(audit.record(
                                vendor,
                                "offer.price-changed",
                                "offer",
                                offer,
                                Map.of("unitPriceInFen", unitPrice.fen(), "priceVersion", changed.priceVersion())))
                        .thenReturn(changed.priceVersion())));
    }

    /** Adds an offer to one of the vendor's own listings; the same id again changes nothing. */
    public Mono<Void> offer(Offer offer, Actor vendor) {
        return transactions.execute(Mono.fromRunnable(() -> vendor.require(Role.VENDOR_MANAGER))
                .then(insert(offer, vendor))
                .filter(added -> added == 1)
                .flatMap(added -> log(offer.id(), 1, offer.unitPrice(), vendor)
                        .then(audit.record(vendor, "offer.added", "offer", offer.id(), Map.of()))));
    }

    private Mono<Long> insert(Offer offer, Actor vendor) {
        return database.sql("""
                        insert into offer (id, listing_id, name, licence_model, meter, unit_price_in_fen, term_months,
                               minimum_quantity, trial, terms)
                        select :id, l.id, :name, :model, :meter, :price, :months, :minimum, :trial, :terms
                          from listing l where l.id = :listing and l.vendor_id = :vendor
                        on conflict (id) do nothing
                        """)
                .bind("id", offer.id())
                .bind("listing", offer.listingId())
                .bind("vendor", vendor.organizationId())
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

    private record Changed(UUID listingId, int priceVersion) {}

    private Mono<Changed> update(Money unitPrice, UUID offer, Actor vendor) {
        return database.sql("""
                        update offer o set unit_price_in_fen = :price, price_version = price_version + 1
                          from listing l
                         where o.id = :id and o.active and l.id = o.listing_id and l.vendor_id = :vendor
                        returning o.listing_id, o.price_version
                        """)
                .bind("id", offer)
                .bind("price", unitPrice.fen())
                .bind("vendor", vendor.organizationId())
                .mapProperties(Changed.class)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("offer", offer)));
    }

    private Mono<Void> log(UUID offer, int version, Money unitPrice, Actor vendor) {
        return database.sql("""
                        insert into offer_price_log (offer_id, price_version, unit_price_in_fen, changed_by)
                        values (:offer, :version, :price, :by)
                        """)
                .bind("offer", offer)
                .bind("version", version)
                .bind("price", unitPrice.fen())
                .bind("by", vendor.person())
                .then();
    }
}
