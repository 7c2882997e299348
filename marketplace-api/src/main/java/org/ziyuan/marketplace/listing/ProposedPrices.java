package org.ziyuan.marketplace.listing;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import reactor.core.publisher.Mono;

/** Prices that wait for their approval, inside the caller's transaction; no school sees one. */
@Component
class ProposedPrices {

    private final DatabaseClient database;

    ProposedPrices(DatabaseClient database) {
        this.database = database;
    }

    /** Keeps the price that a vendor wants now in place of the one he wanted before. */
    Mono<Void> keep(UUID offer, Money unitPrice, Actor vendor) {
        return database.sql("""
                        with wanted as (
                          insert into proposed_price as p (offer_id, unit_price_in_fen, proposed_by)
                          values (:offer, :price, :by)
                          on conflict (offer_id) do update
                             set unit_price_in_fen = excluded.unit_price_in_fen, proposed_by = excluded.proposed_by,
                                 proposed_at = clock_timestamp()
                          returning p.offer_id, p.unit_price_in_fen)
                        update offer o set unit_price_in_fen = w.unit_price_in_fen
                          from wanted w where o.id = w.offer_id and o.price_version = 0
                        """)
                .bind("offer", offer)
                .bind("price", unitPrice.fen())
                .bind("by", vendor.person())
                .then();
    }

    /** Forgets the wish for an offer that is taken away. */
    Mono<Void> forget(UUID offer) {
        return database.sql("delete from proposed_price where offer_id = :offer")
                .bind("offer", offer)
                .then();
    }

    /** Forgets all prices wanted for a listing; new offers among them stay unsold. */
    Mono<Void> forgetAllOf(UUID listing) {
        return database.sql("""
                        delete from proposed_price p using offer o where o.id = p.offer_id and o.listing_id = :listing
                        """).bind("listing", listing).then();
    }

    /**
     * Puts all that is wanted for these listings in force, with both persons in the log of prices. The table refuses with
     * {@code listing-own-approval} a price that the operator himself has wanted.
     */
    Mono<Void> approve(UUID[] listings, Actor operator) {
        return database.sql("""
                        with wanted as (
                          delete from proposed_price p using offer o
                           where o.id = p.offer_id and o.listing_id = any(:listings)
                          returning p.*),
                        priced as (
                          update offer o
                             set unit_price_in_fen = w.unit_price_in_fen, price_version = o.price_version + 1, active = true
                            from wanted w where o.id = w.offer_id
                          returning o.id, o.price_version, o.unit_price_in_fen, w.proposed_by)
                        insert into offer_price_log (offer_id, price_version, unit_price_in_fen, changed_by, approved_by)
                        select id, price_version, unit_price_in_fen, proposed_by, :operator from priced
                        """)
                .bind("listings", listings)
                .bind("operator", operator.person())
                .then();
    }
}
