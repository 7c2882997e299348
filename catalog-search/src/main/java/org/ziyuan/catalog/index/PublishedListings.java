package org.ziyuan.catalog.index;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.read;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The listings that are true, in PostgreSQL, as the index reads them. */
@Component
class PublishedListings {

    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final DatabaseClient database;

    PublishedListings(DatabaseClient database) {
        this.database = database;
    }

    /** Empty unless it is published now. */
    Mono<CatalogListing> find(UUID id) {
        return database.sql("select " + CatalogListing.COLUMNS
                        + " from listing_view where listing_id = :id and state = 'PUBLISHED'")
                .bind("id", id)
                .map(CatalogListing::of)
                .one();
    }

    /** Those of them that are published now. */
    Flux<CatalogListing> findAll(Collection<UUID> ids) {
        return database.sql("select " + CatalogListing.COLUMNS
                        + " from listing_view where listing_id = any(:ids) and state = 'PUBLISHED'")
                .bind("ids", ids.toArray(UUID[]::new))
                .map(CatalogListing::of)
                .all();
    }

    /** All of a vendor that the operator has not stopped, whether he sells today or not. */
    Mono<List<UUID>> ofVendor(UUID vendor) {
        return database.sql("select id from listing where vendor_id = :vendor and state = 'PUBLISHED' order by id")
                .bind("vendor", vendor)
                .map(row -> id(row, "id"))
                .all()
                .collectList();
    }

    /** The time by the clock that writes {@code updated_at}. */
    Mono<Instant> now() {
        return database.sql("select now() as now")
                .map(row -> read(row, "now", Instant.class))
                .one();
    }

    /** All of them, a page in memory at a time. */
    Flux<CatalogListing> all(int page) {
        return after(BEFORE_ALL, page)
                .collectList()
                .expand(read -> read.size() < page
                        ? Mono.empty()
                        : after(read.get(read.size() - 1).id(), page).collectList())
                .flatMapIterable(read -> read, 1);
    }

    private Flux<CatalogListing> after(UUID id, int limit) {
        return database.sql("select " + CatalogListing.COLUMNS + """
                         from listing_view where state = 'PUBLISHED' and listing_id > :after
                        order by listing_id limit :limit
                        """)
                .bind("after", id)
                .bind("limit", limit)
                .map(CatalogListing::of)
                .all();
    }

    /** Listings that changed lately, whatever their state is now. */
    Flux<UUID> changedSince(Instant when) {
        return database.sql("select id from listing where updated_at >= :when")
                .bind("when", when)
                .map(row -> id(row, "id"))
                .all();
    }

    Mono<Extent> extent() {
        return database.sql("""
                        select count(*) as listings, coalesce(max(updated_at), 'epoch') as changed_at
                          from catalog_shelf
                        """)
                .map(row -> new Extent(
                        read(row, "listings", Long.class),
                        read(row, "changed_at", Instant.class).toEpochMilli()))
                .one();
    }

    /** How much there is, by which an index that fell behind is noticed. */
    record Extent(long listings, long changedAtInMillis) {}
}
