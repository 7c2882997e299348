package org.ziyuan.marketplace.licensing;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** The licences in force that reach an actor: those of the organization acted for and of every bureau above it. */
@Component
public class LicencesInForce {

    private static final String REACHING = """
            l.state = 'ACTIVE' and (l.valid_until is null or l.valid_until > now())
            and (h.id = :own or starts_with(:path, h.path || '.'))
            """;

    private final DatabaseClient database;

    LicencesInForce(DatabaseClient database) {
        this.database = database;
    }

    /** Seats of licences in force: how many there are, and how many are free. */
    public record Stock(long total, long free) {}

    /** Which of these listings are licensed. */
    public Mono<Set<UUID>> among(Collection<UUID> listings, Actor actor) {
        return reaching(database.sql("""
                        select distinct l.listing_id from licence l join organization h on h.id = l.holder_id
                         where l.listing_id = any(:listings) and
                        """ + REACHING), actor)
                .bind("listings", listings.toArray(UUID[]::new))
                .mapValue(UUID.class)
                .all()
                .collect(Collectors.toSet());
    }

    /** How many seats of a listing there are; empty where no licence in force counts seats. */
    public Mono<Stock> stock(UUID listing, Actor actor) {
        return reaching(database.sql("""
                        select coalesce(sum(l.seats_total), 0)::bigint as total, coalesce(sum(p.free), 0)::bigint as free
                          from licence l
                          join organization h on h.id = l.holder_id
                          join seat_pool p on p.licence_id = l.id
                         where l.listing_id = :listing and
                        """ + REACHING), actor)
                .bind("listing", listing)
                .map(Rows.as(Stock.class))
                .one()
                .filter(stock -> stock.total() > 0);
    }

    private static GenericExecuteSpec reaching(GenericExecuteSpec query, Actor actor) {
        return query.bind("own", actor.organizationId()).bind("path", actor.organizationPath());
    }
}
