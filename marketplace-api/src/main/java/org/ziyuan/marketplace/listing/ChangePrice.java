package org.ziyuan.marketplace.listing;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** The prices of offers. Every price an offer ever had stays in its log. */
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
     * Gives an offer a new unit price; a buyer who was shown the old one is asked again before committing.
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
