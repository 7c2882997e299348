package org.ziyuan.marketplace.licensing.lti.tool;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.listing.gap.OpensListings;
import reactor.core.publisher.Mono;

/** The listings that a tool opens. */
@Component
class PlacedTools implements OpensListings {

    private final DatabaseClient database;

    PlacedTools(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Set<UUID>> among(Collection<UUID> listings) {
        return database.sql("select listing_id from tool_placement where listing_id = any(:listings)")
                .bind("listings", listings.toArray(UUID[]::new))
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toSet());
    }
}
