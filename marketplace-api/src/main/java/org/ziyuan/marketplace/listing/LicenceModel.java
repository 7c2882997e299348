package org.ziyuan.marketplace.listing;

import java.util.Locale;

/** What kind of right an offer sells. */
public enum LicenceModel {
    /** A seat for one person. */
    NAMED_SEAT,
    /** Everybody in the school, without counting. */
    SCHOOL,
    /** A seat for one person, without end. */
    PERPETUAL,
    /** A service rendered once: accepted and paid, never launched. */
    SERVICE;

    public static LicenceModel ofColumn(String column) {
        return valueOf(column.toUpperCase(Locale.ROOT));
    }

    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }
}
