package org.ziyuan.marketplace.listing.opening;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.listing.gap.OpensListings;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** How listings are opened: as they are to become, and as they are on the market. */
@Component
public class Openings implements OpensListings {

    private static final String TO_BECOME = """
            from listing l
              left join listing_draft d on d.listing_id = l.id
              left join listing_version v on v.listing_id = l.id and v.version = l.current_version and d.listing_id is null
              left join listing_opening o on o.id in (d.opening, v.opening)
            """;
    private static final String ON_THE_MARKET_COLUMNS = "v.link, v.cover ";
    private static final String ON_THE_MARKET = """
            from listing l
              join listing_version v on v.listing_id = l.id and v.version = l.current_version
              left join listing_opening o on o.id = v.opening
            """;

    private final DatabaseClient database;

    public Openings(DatabaseClient database) {
        this.database = database;
    }

    /** With what is drafted beside it, for each that exists. */
    public Mono<Map<UUID, Opening>> toBecome(Collection<UUID> listings) {
        return each("coalesce(d.link, v.link) as link, coalesce(d.cover, v.cover) as cover ", TO_BECOME, listings);
    }

    /** As schools open it now, for each that was published. */
    public Mono<Map<UUID, Opening>> onTheMarket(Collection<UUID> listings) {
        return each(ON_THE_MARKET_COLUMNS, ON_THE_MARKET, listings);
    }

    /**
     * Gives the same of one listing.
     *
     * <p>By its own key, as pages that everybody opens ask: of a list the server expects ten and plans anew for fewer.
     */
    public Mono<Opening> onTheMarket(UUID listing) {
        return each(ON_THE_MARKET_COLUMNS, ON_THE_MARKET, "l.id = :listings", listing)
                .next();
    }

    private Mono<Map<UUID, Opening>> each(String columns, String from, Collection<UUID> listings) {
        return each(columns, from, "l.id = any(:listings)", listings.toArray(UUID[]::new))
                .collectMap(Opening::listingId);
    }

    private Flux<Opening> each(String columns, String from, String which, Object listings) {
        return database.sql("""
                        select l.id as listing_id, o.way, o.client_id, array_to_string(o.steps, E'\\n') as step_lines,
                               coalesce(o.tool_name, f.name) as label, f.id as file_id, f.type as file_type,
                               octet_length(f.content) as file_size, f.scanned,
                        """ + columns + from + "left join listing_file f on f.id = o.file_id where " + which)
                .bind("listings", listings)
                .map(Rows.as(Opening.class))
                .all();
    }

    /** Files open, and steps are what there is to a service; whether a tool does is known where tools are. */
    @Override
    public Mono<Set<UUID>> among(Collection<UUID> listings) {
        return database.sql("select l.id " + TO_BECOME + " where l.id = any(:listings) and o.way in ('FILE', 'STEPS')")
                .bind("listings", listings.toArray(UUID[]::new))
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toSet());
    }

    /** The same of one. */
    public Mono<Opening> toBecome(UUID listing) {
        return toBecome(List.of(listing)).mapNotNull(all -> all.get(listing));
    }
}
