package org.ziyuan.storefront.listing;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** How many seats of a listing are left for the reader's school, over all licences that reach it. */
@Component
class SeatStock {

    private final DatabaseClient database;

    SeatStock(DatabaseClient database) {
        this.database = database;
    }

    /** Seats of licences in force: how many there are, and how many are free. */
    record Stock(long total, long free) {}

    /** Empty for a guest, and where no licence in force counts seats. */
    Mono<Stock> of(UUID listing) {
        return CurrentActor.find()
                .flatMap(actor -> database.sql("""
                        select coalesce(sum(l.seats_total), 0)::bigint as total, coalesce(sum(p.free), 0)::bigint as free
                          from licence l
                          join organization h on h.id = l.holder_id
                          join seat_pool p on p.licence_id = l.id
                         where l.listing_id = :listing and l.state = 'ACTIVE'
                           and (l.valid_until is null or l.valid_until > now())
                           and (h.id = :own or starts_with(:path, h.path || '.'))
                        """)
                        .bind("listing", listing)
                        .bind("own", actor.organizationId())
                        .bind("path", actor.organizationPath())
                        .map(Rows.as(Stock.class))
                        .one()
                        .filter(stock -> stock.total() > 0));
    }
}
