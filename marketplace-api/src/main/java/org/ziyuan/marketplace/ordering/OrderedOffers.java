package org.ziyuan.marketplace.ordering;

import static org.ziyuan.marketplace.row.Columns.fen;
import static org.ziyuan.marketplace.row.Columns.flag;
import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.text;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.listing.LicenceModel;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Looks up what an order's lines point at. Version and offer must exist, and one active vendor must sell them all, now
 * and at this price. Weeks may lie between the requisition and its order, so everything is asked again here; listing
 * and offer are held until the order stands, and a vendor that is being suspended is waited for.
 */
@Component
class OrderedOffers {

    private final DatabaseClient database;

    OrderedOffers(DatabaseClient database) {
        this.database = database;
    }

    Mono<List<OrderedOffer>> of(OrderRequest request) {
        return Flux.fromIterable(request.lines())
                .concatMap(this::of)
                .collectList()
                .flatMap(OrderedOffers::ofOneVendor);
    }

    private Mono<OrderedOffer> of(OrderRequest.Line line) {
        return database.sql("""
                        select l.vendor_id, v.status = 'ACTIVE' and v.kind = 'vendor' and not exists (
                                 select from vendor_at_rest r where r.vendor_id = v.id) as vendor_is_active,
                               f.licence_model, f.term_months, n.title, f.unit_price_in_fen,
                               l.state = 'PUBLISHED' and f.active and not exists (
                                 select from listing_phase h where h.listing_id = l.id
                                    and h.phase not in ('ORDERABLE', 'LIMITED')) as for_sale
                          from offer f
                          join listing l on l.id = f.listing_id
                          join listing_version n on n.listing_id = l.id and n.version = :version
                          join organization v on v.id = l.vendor_id
                         where f.id = :offer and l.id = :listing
                           for share of f, l for key share of v
                        """)
                .bind("version", line.listingVersion())
                .bind("offer", line.offerId())
                .bind("listing", line.listingId())
                .map(row -> new OrderedOffer(
                        line,
                        text(row, "title"),
                        flag(row, "for_sale"),
                        fen(row, "unit_price_in_fen"),
                        id(row, "vendor_id"),
                        flag(row, "vendor_is_active"),
                        LicenceModel.valueOf(text(row, "licence_model").toUpperCase(Locale.ROOT)),
                        row.get("term_months", Integer.class)))
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("offer", line.offerId())));
    }

    private static Mono<List<OrderedOffer>> ofOneVendor(List<OrderedOffer> offers) {
        UUID vendor = offers.get(0).vendorId();
        if (!offers.stream().allMatch(offer -> offer.vendorId().equals(vendor))) {
            return Mono.error(Refusal.invalid("order-vendors-differ"));
        }
        if (!offers.get(0).vendorIsActive()) {
            return Mono.error(Refusal.conflict("vendor-not-active").with("vendor", vendor));
        }
        offers.forEach(OrderedOffer::check);
        return Mono.just(offers);
    }
}
