package org.ziyuan.marketplace.listing.shown;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.form.ShownDocument;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.Listings;
import org.ziyuan.marketplace.listing.Offer;
import org.ziyuan.marketplace.listing.OfferToBe;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** An offer as its vendor sees it when he gives it another price or takes it away. */
@Component
class ShownOffer implements ShownDocument {

    private final DatabaseClient database;
    private final Listings listings;

    ShownOffer(DatabaseClient database, Listings listings) {
        this.database = database;
        this.listings = listings;
    }

    @Override
    public String name() {
        return "offer";
    }

    /** Its listing first, as taking an offer away does. */
    @Override
    public Mono<Void> lock(UUID id) {
        return database.sql("""
                        select from listing where id = (select listing_id from offer where id = :id) for update
                        """)
                .bind("id", id)
                .then()
                .then(database.sql("select from offer where id = :id for update")
                        .bind("id", id)
                        .then());
    }

    /** One that is no longer for sale shows nothing any more. */
    @Override
    public Mono<Map<String, @Nullable Object>> facts(UUID id, Actor actor) {
        return listings.anyOffer(id)
                .filter(offered -> offered.vendorId().equals(actor.organizationId()))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("offer", id)))
                .map(offered -> offered.stands() ? facts(offered) : Map.of());
    }

    /** An offer in one line of what is shown of its listing. */
    static String line(Offer offer) {
        return line(facts(offer, price(offer)));
    }

    /** The same with the price that waits for its approval. */
    static String line(OfferToBe offer) {
        return line(facts(offer));
    }

    private static String line(Map<String, @Nullable Object> facts) {
        return facts.values().stream()
                .map(String::valueOf)
                .filter(fact -> !fact.isEmpty())
                .collect(Collectors.joining(" · "));
    }

    private static Map<String, @Nullable Object> facts(OfferToBe offer) {
        String proposed = "¥" + offer.unitPrice().inYuan();
        return facts(offer.offer(), offer.isRepriced() ? price(offer.offer()) + " → " + proposed : proposed);
    }

    private static String price(Offer offer) {
        return "¥" + offer.unitPrice().inYuan();
    }

    /** For which licence and by which unit it is sold never changes. */
    private static Map<String, @Nullable Object> facts(Offer offer, String price) {
        return ShownDocument.facts(
                "name",
                offer.name(),
                "price",
                price,
                "term",
                Objects.requireNonNullElse(offer.termMonths(), ""),
                "minimum",
                offer.minimumQuantity(),
                "terms",
                offer.terms());
    }
}
