package org.ziyuan.marketplace.ordering;

import java.time.LocalDate;
import org.ziyuan.marketplace.refusal.Refusal;

/** The dates that stand on an order's papers; from the day of delivery the law counts the days to pay. */
final class PaperDate {

    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

    private PaperDate() {}

    /** The same date. Refuses with {@code date-out-of-range} one of another century: a slip of the pen, or worse. */
    static LocalDate usable(LocalDate date) {
        if (date.isBefore(EARLIEST)) {
            throw Refusal.invalid("date-out-of-range");
        }
        return date;
    }
}
