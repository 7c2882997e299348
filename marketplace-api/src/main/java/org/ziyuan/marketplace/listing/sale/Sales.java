package org.ziyuan.marketplace.listing.sale;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.form.ShownDocument;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.listing.Sale;
import org.ziyuan.marketplace.outbox.Outbox;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Columns;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Keeps what is planned of the sale of each listing, and tells those with a copy when a day begins or ends one. */
@Component
public class Sales implements ShownDocument {

    private final DatabaseClient database;
    private final Outbox outbox;

    Sales(DatabaseClient database, Outbox outbox) {
        this.database = database;
        this.outbox = outbox;
    }

    /** A plan with the name of its listing. */
    public record Planned(UUID id, String title, Sale sale) {}

    /** The plan of an own listing, published or not. @throws Refusal {@code listing-not-found} also for another's */
    public Mono<Planned> of(UUID listing, Actor vendor) {
        return database.sql("""
                        select l.id, coalesce(d.title, v.title, '') as title, coalesce(p.phase, 'ORDERABLE') as phase,
                               s.sold_from, s.sold_until, s.used_until, coalesce(s.kept_back, false) as kept_back,
                               coalesce(s.said, '') as sale_said
                          from listing l left join listing_draft d on d.listing_id = l.id
                          left join listing_version v on v.listing_id = l.id and v.version = l.current_version
                          left join listing_sale s on s.listing_id = l.id left join listing_phase p on p.listing_id = l.id
                         where l.id = :listing and l.vendor_id = :own
                        """)
                .bind("listing", listing)
                .bind("own", vendor.organizationId())
                .map(row -> new Planned(Columns.id(row, "id"), Columns.text(row, "title"), Sale.of(row)))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("listing", listing)));
    }

    @Override
    public String name() {
        return "listing-sale";
    }

    @Override
    public Mono<Void> lock(UUID listing) {
        return database.sql("select from listing where id = :id for update")
                .bind("id", listing)
                .then();
    }

    @Override
    public Mono<Map<String, @Nullable Object>> facts(UUID listing, Actor vendor) {
        return of(listing, vendor).map(planned -> facts(planned.sale()));
    }

    static Map<String, @Nullable Object> facts(Sale sale) {
        return ShownDocument.facts(
                "soldFrom", String.valueOf(sale.soldFrom() == null ? "" : sale.soldFrom()),
                "soldUntil", String.valueOf(sale.soldUntil() == null ? "" : sale.soldUntil()),
                "usedUntil", String.valueOf(sale.usedUntil() == null ? "" : sale.usedUntil()),
                "keptBack", sale.keptBack(),
                "said", sale.said());
    }

    /** Within the transaction under way: what is found is found by its phase of today. */
    Mono<Void> tell(UUID listing) {
        return database.sql("""
                        with told as (
                          update listing_sale s set told = p.phase from listing_phase p
                           where s.listing_id = :listing and p.listing_id = s.listing_id and s.told is distinct from p.phase
                          returning s.listing_id)
                        update listing l set updated_at = clock_timestamp() from told where l.id = told.listing_id
                        """)
                .bind("listing", listing)
                .fetch()
                .rowsUpdated()
                .filter(moved -> moved > 0)
                .flatMap(moved -> outbox.publish(
                        "ListingSaleMoved", "listing", listing, Map.of("listingId", listing.toString())));
    }

    /** Those whose phase another day has changed. */
    Flux<UUID> moved() {
        return database.sql("""
                        select s.listing_id from listing_sale s join listing_phase p using (listing_id)
                         where s.told is distinct from p.phase order by s.listing_id limit 500
                        """).mapValue(UUID.class).all();
    }
}
