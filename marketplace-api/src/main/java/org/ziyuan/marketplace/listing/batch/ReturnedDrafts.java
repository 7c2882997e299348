package org.ziyuan.marketplace.listing.batch;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.row.Rows;
import reactor.core.publisher.Mono;

/** Finds what the operator gave back to a vendor, with his words, and what was not handed over since. */
@Component
public class ReturnedDrafts {

    private static final int LATEST = 10;

    private final DatabaseClient database;

    ReturnedDrafts(DatabaseClient database) {
        this.database = database;
    }

    /** A listing or revision that came back. */
    public record Returned(UUID id, String title, String reason, OffsetDateTime at) {}

    /** The latest ten of the two hundred that were written last. */
    public Mono<List<Returned>> of(Actor vendor) {
        return database.sql("""
                        select d.id, d.title, w.reason, w.at
                          from (select l.id, d.title from listing l join listing_draft d on d.listing_id = l.id
                                 where l.vendor_id = :vendor and d.state = 'DRAFTED'
                                 order by d.saved_at desc limit 200) d
                          join lateral (
                            select action, coalesce(detail ->> 'reason', '') as reason, at from audit_entry
                             where subject_id = d.id and action like 'listing.%'
                             order by at desc, seq desc limit 1) w on true
                         where w.action in ('listing.draft', 'listing.revision-drafted') and w.reason <> ''
                         order by w.at desc, d.id limit :latest
                        """)
                .bind("vendor", vendor.organizationId())
                .bind("latest", LATEST)
                .map(Rows.as(Returned.class))
                .all()
                .collectList();
    }
}
