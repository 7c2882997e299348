package org.ziyuan.marketplace.listing;

import java.util.Collection;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.gap.ListingGaps;
import reactor.core.publisher.Mono;

/** Turns drafts into versions that never change, one or a thousand in one statement, inside the caller's transaction. */
@Component
public class PublishDrafts {

    private final DatabaseClient database;
    private final ProposedPrices prices;
    private final ListingGaps gaps;

    PublishDrafts(DatabaseClient database, ProposedPrices prices, ListingGaps gaps) {
        this.database = database;
        this.prices = prices;
        this.gaps = gaps;
    }

    /**
     * Makes each draft the next version and puts its prices in force. The same words make no new version. The caller has asked the life cycle.
     *
     * @return how many had a draft
     * @throws org.ziyuan.marketplace.refusal.Refusal {@code listing-opens-nowhere}; the tables refuse with {@code listing-own-approval}
     */
    public Mono<Long> publish(Collection<UUID> listings, Actor operator) {
        return gaps.refuseUnopened(listings).then(Mono.defer(() -> write(listings, operator)));
    }

    private Mono<Long> write(Collection<UUID> listings, Actor operator) {
        UUID[] ids = listings.toArray(UUID[]::new);
        return database.sql("""
                        with next as (
                          insert into listing_version (listing_id, version, title, subtitle, summary, description_html,
                                 stage, subject, edition, grade, volume, publisher, link, opening, cover, written_by, published_by)
                          select d.listing_id, coalesce(l.current_version, 0) + 1, d.title, d.subtitle, d.summary,
                                 d.description_html, d.stage, d.subject, d.edition, d.grade, d.volume, d.publisher,
                                 d.link, d.opening, d.cover, d.saved_by, :by
                            from listing_draft d join listing l on l.id = d.listing_id
                            left join listing_version v on v.listing_id = l.id and v.version = l.current_version
                           where d.listing_id = any(:ids)
                             and (d.title, d.subtitle, d.summary, d.description_html, d.stage, d.subject, d.edition,
                                  d.grade, d.volume, d.publisher, d.link, d.opening, d.cover) is distinct from
                                 (v.title, v.subtitle, v.summary, v.description_html, v.stage, v.subject, v.edition,
                                  v.grade, v.volume, v.publisher, v.link, v.opening, v.cover)
                          returning listing_id, version),
                        used as (delete from listing_draft where listing_id = any(:ids) returning listing_id)
                        update listing l
                           set current_version = coalesce(n.version, l.current_version),
                               row_version = row_version + 1, updated_at = now()
                          from used u left join next n on n.listing_id = u.listing_id
                         where l.id = u.listing_id
                        """)
                .bind("ids", ids)
                .bind("by", operator.person())
                .fetch()
                .rowsUpdated()
                .delayUntil(published -> prices.approve(ids, operator));
    }
}
