package org.ziyuan.marketplace.listing;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.text;
import static org.ziyuan.marketplace.row.Columns.time;

import io.r2dbc.spi.Readable;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All listings. */
@Component
public class Listings {

    private static final String OFFER = "select *, licence_model as model from offer ";

    private final DatabaseClient database;

    public Listings(DatabaseClient database) {
        this.database = database;
    }

    /** A listing in its current version, in any state but draft. @throws Refusal {@code listing-not-found} */
    public Mono<Listing> find(UUID id) {
        return withoutOffers(id).flatMap(listing -> offersOf(id).collectList().map(listing::with));
    }

    /** The same without asking for its offers. @throws Refusal {@code listing-not-found} */
    public Mono<Listing> withoutOffers(UUID id) {
        return database.sql("select * from listing_view where listing_id = :id")
                .bind("id", id)
                .map(Listings::listing)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing", id)));
    }

    /** An active offer. @throws Refusal {@code offer-not-found} */
    public Mono<Offer> findOffer(UUID id) {
        return database.sql(OFFER + "where id = :id and active")
                .bind("id", id)
                .map(Rows.as(Offer.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("offer", id)));
    }

    /** The active offers of a listing, published or not, the cheapest unit first. */
    public Flux<Offer> offersOf(UUID listing) {
        Mono<List<Offer>> found = database.sql(
                        OFFER + "where listing_id = :id and active order by unit_price_in_fen, id")
                .bind("id", listing)
                .map(Rows.as(Offer.class))
                .all()
                .collectList();
        return AskedOnce.of(found, "offers", listing).flatMapIterable(all -> all);
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
                List.of());
    }
}
