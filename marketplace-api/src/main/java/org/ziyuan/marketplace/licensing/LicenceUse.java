package org.ziyuan.marketplace.licensing;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;

/** What became of the licences of an order: seats taken and launches. Persons stay out of it; roles are enough here. */
@Component
public class LicenceUse {

    /** What a page shows of many, the newest first; whoever shows as many says so. */
    public static final int MOST = 200;

    private final DatabaseClient database;

    LicenceUse(DatabaseClient database) {
        this.database = database;
    }

    /** One licence and how much it is used. */
    public record Use(
            UUID licenceId,
            String title,
            String state,
            @Nullable Integer seats,
            long seatsAssigned,
            long launches,
            @Nullable OffsetDateTime validFrom,
            @Nullable OffsetDateTime validUntil) {}

    /** One launch of somebody who is no pupil, named with his organization. */
    public record Launch(UUID id, String title, String person, OffsetDateTime at) {}

    public Flux<Use> ofOrder(UUID order) {
        return database.sql("""
                        select l.id as licence_id, v.title, l.state, l.seats_total as seats, l.valid_from, l.valid_until,
                               (select count(*) from seat s where s.licence_id = l.id and s.state = 'ASSIGNED') as seats_assigned,
                               (select count(*) from launch n where n.licence_id = l.id) as launches
                          from licence l
                          join listing_version v on v.listing_id = l.listing_id and v.version = l.listing_version
                         where l.order_id = :order order by v.title limit :most
                        """)
                .bind("order", order)
                .bind("most", MOST)
                .map(Rows.as(Use.class))
                .all();
    }

    public Flux<Launch> launches(UUID order) {
        return database.sql("""
                        select n.id, v.title, name_and_place(p.id, p.display_name, n.at) as person, n.at
                          from launch n
                          join licence l on l.id = n.licence_id
                          join listing_version v on v.listing_id = l.listing_id and v.version = l.listing_version
                          join person p on p.id = n.person_id
                         where l.order_id = :order
                           and not exists (select from role_assignment r where r.person_id = p.id and r.role = 'PUPIL')
                         order by n.at desc, n.id limit :most
                        """)
                .bind("order", order)
                .bind("most", MOST)
                .map(Rows.as(Launch.class))
                .all();
    }
}
