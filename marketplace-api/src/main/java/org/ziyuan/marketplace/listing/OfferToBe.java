package org.ziyuan.marketplace.listing;

import static org.ziyuan.marketplace.row.Columns.flag;
import static org.ziyuan.marketplace.row.Columns.id;

import io.r2dbc.spi.Readable;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.row.Rows;

/**
 * An offer as it is, and as its vendor wants it to become.
 *
 * @param forSale whether schools can buy by it now
 * @param proposed the price of one unit that waits for its approval; null where none waits
 */
public record OfferToBe(
        Offer offer,
        UUID vendorId,
        boolean forSale,
        @Nullable Money proposed) {

    static OfferToBe of(Readable row) {
        Long proposed = row.get("proposed_in_fen", Long.class);
        return new OfferToBe(
                Rows.as(Offer.class).apply(row),
                id(row, "vendor_id"),
                flag(row, "active"),
                proposed == null ? null : Money.ofFen(proposed));
    }

    /** Whether it waits for its first approval. */
    public boolean isNew() {
        return !forSale && proposed != null;
    }

    /** Whether it is for sale and shall cost something else. */
    public boolean isRepriced() {
        return forSale && proposed != null;
    }

    /** The price of one unit once everything is approved. */
    public Money unitPrice() {
        return proposed == null ? offer.unitPrice() : proposed;
    }

    /** Whether it is or may come to be for sale; what was retired does neither. */
    public boolean stands() {
        return forSale || proposed != null;
    }
}
