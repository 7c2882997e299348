package org.ziyuan.marketplace.listing.file;

import io.r2dbc.spi.Readable;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.row.Columns;

/**
 * A listing that is there, in the words of a file.
 *
 * @param cells as it is to become: its draft, or what is on the market where there is none
 * @param writable whether its vendor may write now
 */
record StandingListing(
        UUID id,
        Map<ListingColumn, String> cells,
        boolean writable,
        @Nullable UUID offer) {

    static StandingListing of(Readable row) {
        Map<ListingColumn, String> cells = new EnumMap<>(ListingColumn.class);
        for (ListingColumn column : ListingColumn.values()) {
            cells.put(
                    column,
                    switch (column) {
                        case KIND -> ListingKind.wordOf(Columns.text(row, "kind"));
                        case PRICE -> price(row.get("price_in_fen", Long.class));
                        case CODE -> Columns.text(row, "code");
                        default -> Columns.text(row, column.english());
                    });
        }
        return new StandingListing(
                Columns.id(row, "id"),
                cells,
                Boolean.TRUE.equals(row.get("writable", Boolean.class)),
                row.get("offer_id", UUID.class));
    }

    String key() {
        return new Identifier(cells.getOrDefault(ListingColumn.CODE, "")).key();
    }

    private static String price(@Nullable Long fen) {
        return fen == null ? "" : Money.ofFen(fen).inYuan();
    }
}
