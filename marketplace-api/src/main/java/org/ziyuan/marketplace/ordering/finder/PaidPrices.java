package org.ziyuan.marketplace.ordering.finder;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** What schools like one's own paid for a listing this year; of fewer than five of them nothing is told. */
@Component
public class PaidPrices {

    private static final int FEWEST_SCHOOLS = 5;

    private final DatabaseClient database;

    PaidPrices(DatabaseClient database) {
        this.database = database;
    }

    /**
     * The unit prices of one listing and meter.
     *
     * @param meter what one unit is, such as {@code pupil_year}
     * @param schools how many schools bought it, five at least
     * @param lower a quarter of them paid this or less
     * @param median half of them paid this or less
     * @param upper three quarters of them paid this or less
     */
    public record Paid(UUID listingId, String meter, int schools, Money lower, Money median, Money upper) {}

    /**
     * The prices of the standing orders of this calendar year, of schools of the same stage. Where the school acted for has no stage, all schools count.
     */
    public Mono<Map<UUID, List<Paid>>> of(Collection<UUID> listings, Actor actor) {
        return database.sql("""
                        select l.listing_id, f.meter, count(distinct o.buyer_id)::int as schools,
                               percentile_disc(0.25) within group (order by l.unit_price_in_fen) as lower_in_fen,
                               percentile_disc(0.5) within group (order by l.unit_price_in_fen) as median_in_fen,
                               percentile_disc(0.75) within group (order by l.unit_price_in_fen) as upper_in_fen
                          from purchase_order_line l
                          join purchase_order o on o.id = l.order_id
                          join offer f on f.id = l.offer_id
                          join organization b on b.id = o.buyer_id and b.kind = 'school'
                          left join organization own on own.id = :own
                         where l.listing_id = any(:listings) and o.state not in ('DECLINED', 'CANCELLED')
                           and o.issued_at >= beginning_of_day(make_date(beijing_year(), 1, 1))
                           and (own.stage is null or b.stage = own.stage)
                         group by l.listing_id, f.meter having count(distinct o.buyer_id) >= :fewest
                         order by l.listing_id, f.meter
                        """)
                .bind("own", actor.organizationId())
                .bind("listings", listings.toArray(UUID[]::new))
                .bind("fewest", FEWEST_SCHOOLS)
                .map(Rows.as(Paid.class))
                .all()
                .collect(Collectors.groupingBy(Paid::listingId));
    }
}
