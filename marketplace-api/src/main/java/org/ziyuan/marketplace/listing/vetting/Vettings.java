package org.ziyuan.marketplace.listing.vetting;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** The vetting file of each listing. */
@Component
public class Vettings {

    private final DatabaseClient database;

    Vettings(DatabaseClient database) {
        this.database = database;
    }

    /** What was said last of each subject by its vendor and by the operator, at most eight; no person of either is named. */
    public Mono<List<Vetting>> of(UUID listing) {
        return database.sql("""
                        select distinct on (f.subject, f.checked) f.id, f.subject, f.checked, f.said, f.good_until,
                               f.good_until >= beijing_day(now()) as good, o.name as by_name, f.at
                          from listing_vetting f join organization o on o.id = f.by_organization
                         where f.listing_id = :listing
                         order by f.subject, f.checked, f.at desc, f.id
                        """)
                .bind("listing", listing)
                .map(Rows.as(Vetting.class))
                .all()
                .collectList();
    }
}
