package org.ziyuan.marketplace.listing;

import io.r2dbc.spi.Readable;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All listings. */
@Component
public class Listings {

    private final DatabaseClient database;

    Listings(DatabaseClient database) {
        this.database = database;
    }

    /** A listing in its current version, in any state but draft. @throws Refusal {@code listing-not-found} */
    public Mono<Listing> find(UUID id) {
        return database.sql("select * from listing_view where listing_id = :id")
                .bind("id", id)
                .map(Listings::listing)
                .one()
                .flatMap(listing -> offersOf(id).collectList().map(listing::with))
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing", id)));
    }

    /** An active offer. @throws Refusal {@code offer-not-found} */
    public Mono<Offer> findOffer(UUID id) {
        return database.sql("select * from offer where id = :id and active")
                .bind("id", id)
                .map(Listings::offer)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("offer", id)));
    }

    /** The active offers of a listing, published or not, the cheapest unit first. */
    public Flux<Offer> offersOf(UUID listing) {
        return database.sql("select * from offer where listing_id = :id and active order by unit_price_in_fen, id")
                .bind("id", listing)
                .map(Listings::offer)
                .all();
    }

    private static Listing listing(Readable row) {
        return new Listing(
                required(row, "listing_id", UUID.class),
                required(row, "version", Integer.class),
                ListingState.ofColumn(required(row, "state", String.class)),
                required(row, "kind", String.class),
                required(row, "title", String.class),
                required(row, "subtitle", String.class),
                required(row, "summary", String.class),
                VendorHtml.clean(required(row, "description_html", String.class)),
                row.get("stage", String.class),
                row.get("subject", String.class),
                row.get("edition", String.class),
                row.get("grade", String.class),
                row.get("volume", String.class),
                row.get("publisher", String.class),
                required(row, "vendor_id", UUID.class),
                required(row, "vendor_name", String.class),
                required(row, "published_at", OffsetDateTime.class),
                List.of());
    }

    private static Offer offer(Readable row) {
        return new Offer(
                required(row, "id", UUID.class),
                required(row, "listing_id", UUID.class),
                required(row, "name", String.class),
                LicenceModel.ofColumn(required(row, "licence_model", String.class)),
                Meter.ofColumn(required(row, "meter", String.class)),
                Money.ofFen(required(row, "unit_price_in_fen", Long.class)),
                required(row, "price_version", Integer.class),
                row.get("term_months", Integer.class),
                required(row, "minimum_quantity", Integer.class),
                required(row, "trial", Boolean.class),
                required(row, "terms", String.class));
    }

    private static <T> T required(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
