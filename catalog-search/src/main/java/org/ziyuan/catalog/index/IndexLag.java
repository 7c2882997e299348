package org.ziyuan.catalog.index;

import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** How far the search index lies behind what is published. */
@Component
public class IndexLag {

    private final DatabaseClient database;

    IndexLag(DatabaseClient database) {
        this.database = database;
    }

    /**
     * What the index has not taken up.
     *
     * @param listings how many changed while the search nodes were away
     * @param since when the first of them did, null when there is none
     */
    public record Lag(long listings, @Nullable OffsetDateTime since) {}

    public Mono<Lag> now() {
        return database.sql("select count(*) as listings, min(noted_at) as since from search_backlog")
                .map(Rows.as(Lag.class))
                .one();
    }
}
