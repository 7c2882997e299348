package org.ziyuan.catalog.index;

import static org.ziyuan.marketplace.row.Columns.id;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Listings that changed while the search nodes were away. */
@Component
class Backlog {

    private final DatabaseClient database;

    Backlog(DatabaseClient database) {
        this.database = database;
    }

    Mono<Void> note(UUID listing) {
        return database.sql("""
                        insert into search_backlog (listing_id) values (:listing)
                        on conflict (listing_id) do update set noted_at = now()
                        """).bind("listing", listing).then();
    }

    Flux<UUID> oldest(int limit) {
        return database.sql("select listing_id from search_backlog order by noted_at limit :limit")
                .bind("limit", limit)
                .map(row -> id(row, "listing_id"))
                .all();
    }

    Mono<Void> done(UUID listing) {
        return database.sql("delete from search_backlog where listing_id = :listing")
                .bind("listing", listing)
                .then();
    }
}
