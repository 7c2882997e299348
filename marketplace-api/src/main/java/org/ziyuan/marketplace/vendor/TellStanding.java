package org.ziyuan.marketplace.vendor;

import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.listing.VendorListings;
import org.ziyuan.marketplace.outbox.Outbox;
import reactor.core.publisher.Mono;

/** Tells once that a vendor sells nothing any more, or sells again. Gates do not wait for it; the search index does. */
@Component
class TellStanding {

    private final DatabaseClient database;
    private final VendorListings listings;
    private final Outbox outbox;

    TellStanding(DatabaseClient database, VendorListings listings, Outbox outbox) {
        this.database = database;
        this.listings = listings;
        this.outbox = outbox;
    }

    /** Within the transaction under way; nothing where nothing has changed. */
    Mono<Void> of(UUID vendor) {
        return database.sql("""
                        with stands as (
                          select exists (select from vendor_at_rest where vendor_id = :vendor) as rests,
                                 exists (select from vendor_told where vendor_id = :vendor) as told),
                        begun as (
                          insert into vendor_told (vendor_id) select :vendor from stands where rests on conflict do nothing),
                        ended as (
                          delete from vendor_told t using stands where t.vendor_id = :vendor and not stands.rests)
                        select rests <> told from stands
                        """)
                .bind("vendor", vendor)
                .mapValue(Boolean.class)
                .one()
                .filter(changed -> changed)
                .flatMap(changed -> listings.changed(vendor)
                        .then(outbox.publish(
                                "VendorStanding", "organization", vendor, Map.of("vendorId", vendor.toString()))));
    }
}
