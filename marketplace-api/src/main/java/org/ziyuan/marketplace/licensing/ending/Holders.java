package org.ziyuan.marketplace.licensing.ending;

import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.listing.sale.HeldUntil;
import org.ziyuan.marketplace.worklist.NoticeKind;
import org.ziyuan.marketplace.worklist.NoticeSource;
import reactor.core.publisher.Mono;

/** Who holds a listing is told ninety and thirty days before its sale or its use ends, and that it has. */
@Component
class Holders implements HeldUntil, NoticeSource {

    private static final String ENDS = """
            select md5(s.listing_id || '/' || e.what || '/' || e.day || '/' || d.days)::uuid as id, s.listing_id as target,
                   '' as number, v.title || ' · ' || to_char(e.day, 'YYYY-MM-DD') as about, v.vendor_name as who,
                   'news.ends.' || e.what as word, greatest(beginning_of_day(e.day - d.days), s.changed_at) as at
              from listing_sale s
              join listing_view v on v.listing_id = s.listing_id
              cross join lateral (values ('sale', s.sold_until), ('use', s.used_until)) e (what, day)
              cross join (values (90), (30), (-1)) d (days)
             where e.day - d.days <= beijing_day(now()) and ('PURCHASER' = any(:roles) or 'PRINCIPAL' = any(:roles))
               and exists (select from licence l where l.holder_id = :own and l.listing_id = s.listing_id and l.state = 'ACTIVE'
                              and (l.valid_until is null or l.valid_until > now()))
            """;

    private final DatabaseClient database;

    Holders(DatabaseClient database) {
        this.database = database;
    }

    @Override
    public List<NoticeKind> notices() {
        return List.of(new NoticeKind("ending", ENDS));
    }

    @Override
    public Mono<LocalDate> of(UUID listing) {
        return database.sql("""
                        select coalesce(max(coalesce(beijing_day(valid_until), date '9999-12-31')), date '0001-01-01') as day
                          from licence where listing_id = :listing and state in ('PENDING', 'ACTIVE', 'SUSPENDED')
                        """)
                .bind("listing", listing)
                .mapValue(LocalDate.class)
                .one();
    }
}
