package org.ziyuan.marketplace.listing.file;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.VendorListings;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All listings of a vendor in the words of a file; one that came without a code has its id for one. */
@Component
class StandingListings {

    private static final int AT_ONCE = 2_000;

    private static final String ALL = """
            select l.id, coalesce(l.external_code, l.id::text) as code, l.kind,
                   l.state not in ('SUBMITTED', 'WITHDRAWN') and coalesce(d.state, '') <> 'SUBMITTED' as writable,
                   f.id as offer_id, f.price_in_fen,
            """ + VendorListings.AS_IT_IS_TO_BECOME + """
              left join lateral (
                select o.id, coalesce(p.unit_price_in_fen, o.unit_price_in_fen) as price_in_fen
                  from offer o left join proposed_price p on p.offer_id = o.id
                 where o.listing_id = l.id and o.meter = 'pupil_year' and (o.active or p.offer_id is not null)
                 order by o.active desc, o.id limit 1) f on true
             where l.vendor_id = :vendor and l.state <> 'WITHDRAWN'
             order by l.created_at, l.id
            """;

    private final DatabaseClient database;

    StandingListings(DatabaseClient database) {
        this.database = database;
    }

    Flux<StandingListing> of(Actor vendor) {
        return database.sql(ALL)
                .bind("vendor", vendor.organizationId())
                .filter(statement -> statement.fetchSize(AT_ONCE))
                .map(StandingListing::of)
                .all();
    }

    /** Keeps reviewers and colleagues from changing one of them until the file is written. */
    Mono<Void> lock(Actor vendor) {
        return database.sql("select from listing where vendor_id = :vendor order by id for update")
                .bind("vendor", vendor.organizationId())
                .then();
    }
}
