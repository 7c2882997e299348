package org.ziyuan.procurement.choosing;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.ziyuan.marketplace.listing.Meter;

/** Who is going to use what is bought. */
public enum UserGroup {
    PUPILS,
    TEACHERS;

    /** The word for it in tables, forms and JSON. */
    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<UserGroup> ofColumn(String column) {
        return Stream.of(values()).filter(one -> one.column().equals(column)).findFirst();
    }

    /** Whether what this meter counts is for them: a price per pupil buys no seat of a teacher. */
    boolean isServedBy(Meter meter) {
        return this == PUPILS || meter != Meter.PUPIL_YEAR;
    }
}
