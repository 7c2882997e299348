package org.ziyuan.marketplace.listing.batch;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What waits for review by vendor, where it is more than a person reads one by one. */
@Component
public class SubmittedBatches {

    /** Fewer are read one by one. */
    static final int FEWEST = 5;

    private static final int MOST_VENDORS = 50;
    private static final int SAMPLES = 5;

    static final String WAITING = """
            (l.state = 'SUBMITTED' or l.state in ('PUBLISHED', 'SUSPENDED') and d.state = 'SUBMITTED')
            """;

    private static final String FIGURES = """
            select l.vendor_id, min(o.name) as vendor_name, count(*) as number,
                   count(*) filter (where l.current_version is null) as fresh,
                   count(*) filter (where l.current_version is not null
                                      and (d.title, d.subtitle, d.summary, d.description_html, d.stage, d.subject, d.edition,
                                           d.grade, d.volume, d.publisher, d.link, d.opening, d.cover) is distinct from
                                          (v.title, v.subtitle, v.summary, v.description_html, v.stage, v.subject, v.edition,
                                           v.grade, v.volume, v.publisher, v.link, v.opening, v.cover)) as rewritten,
                   coalesce(sum(p.wanted), 0)::bigint as prices, min(p.least) as least_in_fen, max(p.most) as most_in_fen,
                   coalesce(sum(p.raised), 0)::bigint as raised,
                   count(*) filter (where d.description_html <> '') as hidden,
                   encode(sha256(convert_to(string_agg(l.id::text || d::text || coalesce(p.all_of_them, ''), ' ' order by l.id),
                                            'UTF8')), 'hex') as seal
              from listing l
              join listing_draft d on d.listing_id = l.id
              join organization o on o.id = l.vendor_id
              left join listing_version v on v.listing_id = l.id and v.version = l.current_version
              left join lateral (
                select count(w.offer_id) as wanted, min(w.unit_price_in_fen) as least, max(w.unit_price_in_fen) as most,
                       count(*) filter (where f.active and w.unit_price_in_fen > f.unit_price_in_fen) as raised,
                       string_agg(f::text || coalesce(w.unit_price_in_fen, 0), ' ' order by f.id) as all_of_them
                  from offer f left join proposed_price w on w.offer_id = f.id
                 where f.listing_id = l.id) p on true
             where %s
            """.formatted(WAITING);

    private final DatabaseClient database;

    SubmittedBatches(DatabaseClient database) {
        this.database = database;
    }

    /** Vendors with more waiting than a person reads one by one, the longest queue first. */
    public Flux<SubmittedBatch> large() {
        return database.sql(
                        FIGURES + " group by l.vendor_id having count(*) >= :fewest order by count(*) desc limit :most")
                .bind("fewest", FEWEST)
                .bind("most", MOST_VENDORS)
                .map(Rows.as(SubmittedBatch.class))
                .all();
    }

    /** Some that tell most: raised most, most expensive, and others by chance of their ids. */
    public Flux<Sample> samples(UUID vendor) {
        return database.sql("""
                        with waiting as (
                          select l.id, d.title, v.title as title_now,
                                 concat_ws(' · ', d.stage, d.subject, d.edition, d.grade, d.volume) as for_whom,
                                 coalesce(d.link, '') as link, p.now_in_fen, p.wanted_in_fen,
                                 row_number() over (order by p.wanted_in_fen - coalesce(p.now_in_fen, p.wanted_in_fen)
                                                    desc nulls last, l.id) as by_raise,
                                 row_number() over (order by p.wanted_in_fen desc nulls last, l.id) as by_price,
                                 row_number() over (order by sha256(convert_to(l.id::text, 'UTF8'))) as by_chance
                            from listing l
                            join listing_draft d on d.listing_id = l.id
                            left join listing_version v on v.listing_id = l.id and v.version = l.current_version
                            left join lateral (
                              select max(f.unit_price_in_fen) filter (where f.active) as now_in_fen,
                                     max(w.unit_price_in_fen) as wanted_in_fen
                                from offer f left join proposed_price w on w.offer_id = f.id
                               where f.listing_id = l.id) p on true
                           where l.vendor_id = :vendor and %s)
                        select id, title, title_now, for_whom, link, now_in_fen, wanted_in_fen from waiting
                         where by_raise <= :some or by_price <= :some or by_chance <= :others
                         order by wanted_in_fen - coalesce(now_in_fen, wanted_in_fen) desc nulls last, wanted_in_fen desc, id
                        """.formatted(WAITING))
                .bind("vendor", vendor)
                .bind("some", SAMPLES)
                .bind("others", 2 * SAMPLES)
                .map(Rows.as(Sample.class))
                .all();
    }

    /** What a vendor has waiting. @throws Refusal {@code listing-batch-not-found} when it is nothing */
    public Mono<SubmittedBatch> of(UUID vendor) {
        return database.sql(FIGURES + " and l.vendor_id = :vendor group by l.vendor_id")
                .bind("vendor", vendor)
                .map(Rows.as(SubmittedBatch.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing-batch", vendor)));
    }
}
