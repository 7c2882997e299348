package org.ziyuan.marketplace.listing;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;
import static org.ziyuan.marketplace.row.Columns.time;

import io.r2dbc.spi.Readable;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Nested;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All listings. */
@Component
public class Listings {

    private static final String OFFER = """
            select o.*, o.licence_model as model, l.vendor_id, p.unit_price_in_fen as proposed_in_fen
              from offer o join listing l on l.id = o.listing_id left join proposed_price p on p.offer_id = o.id
            """;

    private static final String WHOLE =
            "select v.*, " + Nested.column("""
                            select o.*, o.licence_model as model from offer o
                             where o.listing_id = v.listing_id and o.active order by o.unit_price_in_fen, o.id
                            """, "offers") + " from listing_view v where v.listing_id = ";

    private final DatabaseClient database;

    public Listings(DatabaseClient database) {
        this.database = database;
    }

    /** A listing in its current version, in any state but draft. @throws Refusal {@code listing-not-found} */
    public Mono<Listing> find(UUID id) {
        Mono<Listing> found = database.sql(WHOLE + ":id")
                .bind("id", id)
                .map(Listings::whole)
                .one()
                .delayUntil(Listings::itsOffers)
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing", id)));
        return AskedOnce.of(found, "listing", id);
    }

    /**
     * The listing that an active offer is of, with all its offers.
     *
     * @throws Refusal {@code offer-not-found}, {@code listing-not-found}
     */
    public Mono<Listing> ofOffer(UUID offer) {
        return database.sql(WHOLE + "(select listing_id from offer where id = :offer and active)")
                .bind("offer", offer)
                .map(Listings::whole)
                .one()
                .switchIfEmpty(findOffer(offer).flatMap(of -> find(of.listingId())));
    }

    private static Listing whole(Readable row) {
        return listing(row).with(Nested.rows(row, "offers", Offer.class));
    }

    private static Mono<Void> itsOffers(Listing listing) {
        return Flux.fromIterable(listing.offers())
                .concatMap(offer -> AskedOnce.known(
                        new OfferToBe(offer, listing.vendorId(), true, null), "offer-to-be", offer.id()))
                .then();
    }

    /** An active offer. @throws Refusal {@code offer-not-found} */
    public Mono<Offer> findOffer(UUID id) {
        return anyOffer(id)
                .filter(OfferToBe::forSale)
                .map(OfferToBe::offer)
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("offer", id)));
    }

    /** An offer, also one that is not yet or no longer for sale. @throws Refusal {@code offer-not-found} */
    public Mono<OfferToBe> anyOffer(UUID id) {
        Mono<OfferToBe> found = database.sql(OFFER + "where o.id = :id")
                .bind("id", id)
                .map(OfferToBe::of)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("offer", id)));
        return AskedOnce.of(found, "offer-to-be", id);
    }

    /** An offer of the vendor's that stands or is to stand. @throws Refusal {@code offer-not-found} */
    public Mono<OfferToBe> offerToBe(UUID id, Actor vendor) {
        return anyOffer(id)
                .filter(offer -> offer.stands() && offer.vendorId().equals(vendor.organizationId()))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("offer", id)));
    }

    /** The active offers of a listing, published or not, the cheapest unit first. */
    public Flux<Offer> offersOf(UUID listing) {
        Mono<List<Offer>> found = offersOf(List.of(listing)).map(all -> all.getOrDefault(listing, List.of()));
        return AskedOnce.of(found, "offers", listing).flatMapIterable(all -> all);
    }

    /** The same of several listings, for each of them. */
    public Mono<Map<UUID, List<Offer>>> offersOf(Collection<UUID> listings) {
        return offers(listings, "o.active")
                .map(OfferToBe::offer)
                .collect(Collectors.groupingBy(Offer::listingId))
                .doOnNext(offers -> listings.forEach(listing -> offers.putIfAbsent(listing, List.of())));
    }

    /** The offers of several listings as their vendors want them to become, for each of them. */
    public Mono<Map<UUID, List<OfferToBe>>> offersToBe(Collection<UUID> listings) {
        return offers(listings, "(o.active or p.offer_id is not null)")
                .collect(Collectors.groupingBy(one -> one.offer().listingId()))
                .doOnNext(offers -> listings.forEach(listing -> offers.putIfAbsent(listing, List.of())));
    }

    private Flux<OfferToBe> offers(Collection<UUID> listings, String which) {
        return database.sql(OFFER + " where o.listing_id = any(:listings) and " + which
                        + " order by coalesce(p.unit_price_in_fen, o.unit_price_in_fen), o.id")
                .bind("listings", listings.toArray(UUID[]::new))
                .map(OfferToBe::of)
                .all()
                .concatMap(
                        one -> AskedOnce.known(one, "offer-to-be", one.offer().id()));
    }

    /** What a listing is by its current version, and the code under which another system knows it. */
    public record Catalogued(
            UUID id,
            String kind,
            @Nullable String externalCode,
            @Nullable String edition) {}

    /** Every listing of these kinds that ever was on the market. */
    public Flux<Catalogued> catalogued(String... kinds) {
        return database.sql("""
                        select l.id, l.kind, l.external_code, v.edition
                          from listing l join listing_version v on v.listing_id = l.id and v.version = l.current_version
                         where l.kind = any(:kinds)
                        """)
                .bind("kinds", kinds)
                .map(Rows.as(Catalogued.class))
                .all();
    }

    private static Listing listing(Readable row) {
        return new Listing(
                id(row, "listing_id"),
                number(row, "version"),
                ListingState.valueOf(text(row, "state")),
                text(row, "kind"),
                text(row, "title"),
                text(row, "subtitle"),
                text(row, "summary"),
                VendorHtml.clean(text(row, "description_html")),
                row.get("stage", String.class),
                row.get("subject", String.class),
                row.get("edition", String.class),
                row.get("grade", String.class),
                row.get("volume", String.class),
                row.get("publisher", String.class),
                id(row, "vendor_id"),
                text(row, "vendor_name"),
                time(row, "published_at"),
                Sale.of(row),
                List.of());
    }
}
