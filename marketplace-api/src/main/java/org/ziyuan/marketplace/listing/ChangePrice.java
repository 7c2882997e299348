package org.ziyuan.marketplace.listing;

import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** A vendor wants another price. Every price that ever was in force stays in its log. */
@Component
public class ChangePrice {

    private final Listings listings;
    private final ListingMoves moves;
    private final RevisionMoves revisions;
    private final ProposedPrices prices;
    private final AuditLog audit;
    private final MoneyTransactions transactions;

    ChangePrice(
            Listings listings,
            ListingMoves moves,
            RevisionMoves revisions,
            ProposedPrices prices,
            AuditLog audit,
            MoneyTransactions transactions) {
        this.listings = listings;
        this.moves = moves;
        this.revisions = revisions;
        this.prices = prices;
        this.audit = audit;
        this.transactions = transactions;
    }

    /**
     * Wants a new unit price for an offer. It sells at the price of before until the operator has approved the new one with
     * the revision that begins with it; a buyer who was shown the old one is then asked again before committing.
     *
     * @return the version under which the price will be sold
     * @throws Refusal {@code price-not-positive}; {@code free-offer-has-a-price}; {@code offer-not-found}; {@code
     *     listing-not-editable} while the operator reviews it
     */
    public Mono<Integer> to(Money unitPrice, UUID offer, Actor vendor) {
        if (!unitPrice.isPositive()) {
            return Mono.error(Refusal.invalid("price-not-positive").with("amount", unitPrice));
        }
        return transactions.execute(Mono.fromRunnable(() -> vendor.require(Role.VENDOR_MANAGER))
                .then(listings.offerToBe(offer, vendor))
                .flatMap(asked -> Mono.fromCallable(() -> priced(asked.offer(), unitPrice)))
                .flatMap(known -> revisions
                        .writable(known.listingId(), moves.lock(known.listingId(), vendor))
                        .flatMap(state -> want(known, unitPrice, state, vendor))));
    }

    private Mono<Integer> want(Offer offer, Money unitPrice, ListingState state, Actor vendor) {
        return prices.keep(offer.id(), unitPrice, vendor)
                .then(state.onTheMarket() ? revisions.begin(offer.listingId(), vendor) : Mono.empty())
                .then(audit.record(
                        vendor,
                        "offer.price-wanted",
                        "offer",
                        offer.id(),
                        Map.of("unitPriceInFen", unitPrice.fen(), "priceVersion", offer.priceVersion() + 1)))
                .thenReturn(offer.priceVersion() + 1);
    }

    private static Offer priced(Offer offer, Money unitPrice) {
        if (offer.meter().isFree()) {
            throw Refusal.invalid("free-offer-has-a-price").with("amount", unitPrice);
        }
        return offer;
    }
}
