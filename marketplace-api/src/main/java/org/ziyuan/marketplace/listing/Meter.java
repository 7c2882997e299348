package org.ziyuan.marketplace.listing;

import java.util.Locale;

/** What an offer's unit price multiplies. */
public enum Meter {
    /** One pupil for one year; the quantity is the school's own headcount unless the buyer says otherwise. */
    PUPIL_YEAR,
    SEAT_YEAR,
    /** The whole school for one year. */
    SCHOOL_YEAR,
    ONE_OFF,
    FREE;

    public boolean isFree() {
        return this == FREE;
    }

    static Meter ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }

    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
