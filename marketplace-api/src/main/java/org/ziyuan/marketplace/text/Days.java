package org.ziyuan.marketplace.text;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;

/** Bounds the days that people and programs write, so that every one has a day after it and the database keeps it. */
public final class Days {

    private static final int LAST_YEAR = 9999;

    private Days() {}

    /** @throws DateTimeException for what is no day such as 2026-11-23, or of no year from 1 to 9999 */
    public static LocalDate read(String written) {
        LocalDate day = LocalDate.parse(written);
        if (!isWritten(day)) {
            throw new DateTimeException("a day of no year from 1 to 9999");
        }
        return day;
    }

    /** Whether its year is one that people write, from 1 to 9999. */
    public static boolean isWritten(TemporalAccessor day) {
        int year = day.get(ChronoField.YEAR);
        return year > 0 && year <= LAST_YEAR;
    }
}
