package org.ziyuan.marketplace.licensing.lti.tool;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.listing.gap.OpensListings;
import reactor.core.publisher.Mono;

/** The listings that a tool opens: placed by the operator, or chosen by its vendor and approved. */
@Component
class PlacedTools implements OpensListings {

    private final DatabaseClient database;

    PlacedTools(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public Mono<Set<UUID>> among(Collection<UUID> listings) {
        return database.sql("""
                        select listing_id from tool_placement where listing_id = any(:listings)
                        union
                        select l.id from listing l
                          left join listing_draft d on d.listing_id = l.id
                          left join listing_version v on v.listing_id = l.id and v.version = l.current_version
                          join listing_opening o
                            on o.id = case when d.listing_id is null then v.opening else d.opening end
                          join tool_registration t on t.client_id = o.client_id and t.state = 'APPROVED'
                         where l.id = any(:listings)
                        """)
                .bind("listings", listings.toArray(UUID[]::new))
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toSet());
    }
}
