package org.ziyuan.marketplace.listing;

import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.row.Columns;

/**
 * When a listing is sold and until when it can be used, as its vendor has announced it.
 *
 * @param soldFrom the first day on which it is sold; null: at once
 * @param soldUntil the last day on which it is sold; null: without an end
 * @param usedUntil the last day on which it can be used; null: without an end
 * @param keptBack whether it is out for a while
 * @param said what its vendor says about it
 */
public record Sale(
        Phase phase,
        @Nullable LocalDate soldFrom,
        @Nullable LocalDate soldUntil,
        @Nullable LocalDate usedUntil,
        boolean keptBack,
        String said) {

    /** Sold at once and without an end. */
    public static final Sale ALWAYS = new Sale(Phase.ORDERABLE, null, null, null, false, "");

    /** Where a listing stands in its life. */
    public enum Phase {
        ANNOUNCED,
        ORDERABLE,
        LIMITED,
        KEPT_BACK,
        SALE_ENDED,
        USE_ENDED;

        /** Whether it can be ordered today. */
        public boolean sells() {
            return this == ORDERABLE || this == LIMITED;
        }
    }

    /** Of a row of {@code listing_view}. */
    public static Sale of(Readable row) {
        return new Sale(
                Phase.valueOf(Columns.text(row, "phase")),
                row.get("sold_from", LocalDate.class),
                row.get("sold_until", LocalDate.class),
                row.get("used_until", LocalDate.class),
                Columns.flag(row, "kept_back"),
                Columns.text(row, "sale_said"));
    }

    /** Whether there is anything to say of it. */
    public boolean isPlanned() {
        return !equals(ALWAYS);
    }
}
