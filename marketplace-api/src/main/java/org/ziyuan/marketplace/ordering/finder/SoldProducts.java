package org.ziyuan.marketplace.ordering.finder;

import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** What a vendor has sold lately, how it is used, and how often somebody was turned away from it. */
@Component
public class SoldProducts {

    private static final int MOST = 8;

    private final DatabaseClient database;

    SoldProducts(DatabaseClient database) {
        this.database = database;
    }

    /**
     * One of his listings in the last ninety days.
     *
     * @param amountInFen what its orders came to, without those that were declined or cancelled
     * @param opened how often it was opened
     * @param people how many opened it
     * @param denied how often somebody wanted to open it and could not
     */
    public record Sold(UUID id, String title, long orders, long amountInFen, long opened, long people, long denied) {}

    /** The eight that sold most, then those that were used most. */
    public Mono<List<Sold>> of(Actor vendor) {
        return database.sql("""
                        with own as (select listing_id as id, title from listing_view where vendor_id = :vendor),
                        sold as (
                          select l.listing_id as id, count(distinct o.id) as orders, sum(l.amount_in_fen)::bigint as amount
                            from purchase_order o join purchase_order_line l on l.order_id = o.id
                           where o.vendor_id = :vendor and o.issued_at > now() - interval '90 days'
                             and o.state not in ('DECLINED', 'CANCELLED')
                           group by l.listing_id),
                        used as (
                          select a.listing_id as id, count(*) as opened, count(distinct a.person_id) as people
                            from launch a join own on own.id = a.listing_id
                           where a.at > now() - interval '90 days' group by a.listing_id),
                        turned as (
                          select d.listing_id as id, count(*) as denied from denial d join own on own.id = d.listing_id
                           where d.at > now() - interval '90 days' group by d.listing_id)
                        select own.id, own.title, coalesce(s.orders, 0) as orders, coalesce(s.amount, 0) as amount_in_fen,
                               coalesce(u.opened, 0) as opened, coalesce(u.people, 0) as people, coalesce(t.denied, 0) as denied
                          from own left join sold s using (id) left join used u using (id) left join turned t using (id)
                         where s.id is not null or u.id is not null or t.id is not null
                         order by amount_in_fen desc, opened desc, denied desc, own.id limit :most
                        """)
                .bind("vendor", vendor.organizationId())
                .bind("most", MOST)
                .map(Rows.as(Sold.class))
                .all()
                .collectList();
    }
}
