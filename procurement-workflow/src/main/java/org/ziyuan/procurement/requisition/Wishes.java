package org.ziyuan.procurement.requisition;

import java.util.List;
import java.util.Map;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.funding.PurposeRules;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.procurement.requisition.RequisitionMoves.Locked;
import reactor.core.publisher.Mono;

/** What a requisition asks for, beside what its vendor asks for now. */
@Component
class Wishes {

    private final DatabaseClient database;

    Wishes(DatabaseClient database) {
        this.database = database;
    }

    /** What it costs, and which part of that serves a tagged purpose. */
    record Cost(Money total, Map<String, Money> byTag) {}

    /**
     * What all wishes cost together, if each can still be had at the price that was shown.
     *
     * @throws Refusal {@code requisition-has-no-lines}, {@code requisition-costs-nothing}, {@code vendor-not-active},
     *     {@code listing-not-for-sale}, {@code price-changed}
     */
    Mono<Cost> costOf(Locked draft) {
        return wishes(draft).map(Wishes::checked);
    }

    private Mono<List<Wish>> wishes(Locked draft) {
        return database.sql("""
                        select l.title, l.item_class, v.name as vendor, l.quantity, l.unit_price_in_fen as shown_in_fen,
                               l.price_version as shown_version, f.unit_price_in_fen as current_in_fen,
                               f.price_version as current_version,
                               f.active and g.state = 'PUBLISHED' as for_sale, v.status = 'ACTIVE' as vendor_active
                          from requisition_line l
                          join offer f on f.id = l.offer_id
                          join listing g on g.id = l.listing_id
                          join organization v on v.id = g.vendor_id
                         where l.requisition_id = :id order by l.position, l.id
                        """)
                .bind("id", draft.id())
                .map(Rows.as(Wish.class))
                .all()
                .collectList();
    }

    private static Cost checked(List<Wish> wishes) {
        if (wishes.isEmpty()) {
            throw Refusal.conflict("requisition-has-no-lines");
        }
        wishes.forEach(Wish::check);
        Money total = wishes.stream().map(Wish::total).reduce(Money.ZERO, Money::plus);
        if (!total.isPositive()) {
            throw Refusal.conflict("requisition-costs-nothing");
        }
        return new Cost(total, tagged(wishes));
    }

    /** Everything on this market but services is a digital resource. */
    private static Map<String, Money> tagged(List<Wish> wishes) {
        Money digital = wishes.stream()
                .filter(wish -> !wish.itemClass().equals("service"))
                .map(Wish::total)
                .reduce(Money.ZERO, Money::plus);
        return digital.isPositive() ? Map.of(PurposeRules.DIGITAL_RESOURCES, digital) : Map.of();
    }

    /** A line of the requisition beside what the vendor asks for now. */
    private record Wish(
            String title,
            String itemClass,
            String vendor,
            int quantity,
            Money shown,
            int shownVersion,
            Money current,
            int currentVersion,
            boolean forSale,
            boolean vendorActive) {

        void check() {
            if (!vendorActive) {
                throw Refusal.conflict("vendor-not-active").with("vendor", vendor);
            }
            if (!forSale) {
                throw Refusal.conflict("listing-not-for-sale").with("title", title);
            }
            if (shownVersion != currentVersion) {
                throw Refusal.conflict("price-changed")
                        .with("title", title)
                        .with("shown", shown)
                        .with("current", current);
            }
        }

        Money total() {
            return shown.times(quantity);
        }
    }
}
