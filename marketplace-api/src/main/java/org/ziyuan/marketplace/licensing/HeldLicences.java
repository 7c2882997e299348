package org.ziyuan.marketplace.licensing;

import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.AskedOnce;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The licences that an actor may look at as papers. Who may see an organization's orders sees what they brought, bureaus
 * and auditors that of everything under them, a vendor that of his own listings. For everybody else they do not exist.
 *
 * <p>Pupils and parents are not among them: a licence leads to the order, the budget line and the price. What they
 * may use themselves is in {@link MyResources}.
 */
@Component
public class HeldLicences {

    private static final String VISIBLE = """
            select l.*, l.created_at as ordered_at, l.row_version as version, v.title, h.name as holder_name,
                   p.free as seats_free
              from licence l
              join listing_version v on v.listing_id = l.listing_id and v.version = l.listing_version
              join listing g on g.id = l.listing_id
              join organization h on h.id = l.holder_id
              left join seat_pool p on p.licence_id = l.id
             where %s
            """.formatted(Sight.ofDeal("h.id", "h.path", "g.vendor_id"));

    private final DatabaseClient database;

    HeldLicences(DatabaseClient database) {
        this.database = database;
    }

    /** A page of licences, the newest first, narrowed by words of the title and the holder. */
    public Mono<Page<HeldLicence>> of(Actor actor, Sought sought) {
        return sought.bindTo(visible(actor, Sought.newestFirst("l.created_at", "l.id", "v.title", "h.name")))
                .map(Rows.as(HeldLicence.class))
                .all()
                .collectList()
                .map(rows -> sought.page(rows, last -> new Cursor(last.orderedAt(), last.id())));
    }

    /** The licences an order brought. */
    public Flux<HeldLicence> ofOrder(UUID orderId, Actor actor) {
        return visible(actor, " and l.order_id = :order order by l.id")
                .bind("order", orderId)
                .map(Rows.as(HeldLicence.class))
                .all();
    }

    /** One licence. Refusal: {@code licence-not-found}. */
    public Mono<HeldLicence> find(UUID licenceId, Actor actor) {
        Mono<HeldLicence> found = visible(actor, " and l.id = :licence")
                .bind("licence", licenceId)
                .map(Rows.as(HeldLicence.class))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("licence", licenceId)));
        return AskedOnce.of(found, "licence", licenceId, actor);
    }

    /** How the API tells licences apart: by their state and by how many seats are free. */
    Tagged<HeldLicence> tagged(AsShown asShown) {
        return asShown.tagged("licence", this::find, licence -> licence.version() + "-" + licence.seatsFree());
    }

    private DatabaseClient.GenericExecuteSpec visible(Actor actor, String narrower) {
        return Sight.DEALS.bindDeal(database.sql(VISIBLE + narrower), actor);
    }
}
