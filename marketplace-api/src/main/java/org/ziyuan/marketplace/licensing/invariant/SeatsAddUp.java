package org.ziyuan.marketplace.licensing.invariant;

import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.Invariant;
import reactor.core.publisher.Flux;

/** For every licence: seats bought = free + assigned, and as many live seats as the counter says. */
@Component
class SeatsAddUp implements Invariant {

    private final DatabaseClient database;

    SeatsAddUp(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public String code() {
        return "seats-add-up";
    }

    @Override
    public Flux<Violation> check() {
        return database.sql("""
                        with live as (
                          select licence_id, count(*) as seats from seat where state = 'ASSIGNED' group by licence_id)
                        select coalesce(l.id, p.licence_id) as id, l.seats_total, p.total, p.free, p.assigned,
                               coalesce(live.seats, 0) as seats
                          from licence l
                          full join seat_pool p on p.licence_id = l.id
                          left join live on live.licence_id = p.licence_id
                         where l.seats_total is distinct from p.total
                            or p.free + p.assigned <> p.total
                            or p.assigned <> coalesce(live.seats, 0)
                         order by 1
                        """)
                .map(row -> new Violation(
                        "seat_pool " + row.get("id"),
                        "bought " + row.get("seats_total") + ", pool " + row.get("total") + " = free " + row.get("free")
                                + " + assigned " + row.get("assigned") + ", live seats " + row.get("seats")))
                .all();
    }
}
