package org.ziyuan.marketplace.vendor;

import java.util.Locale;
import java.util.stream.Stream;
import org.ziyuan.marketplace.refusal.Refusal;

/** What a vendor is, from which follows what he must prove. */
public enum VendorType {
    PUBLISHER,
    PLATFORM,
    SOFTWARE,
    TRAINING;

    public String column() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Refuses with {@code field-missing}. */
    static VendorType of(String written) {
        return Stream.of(values())
                .filter(type -> type.column().equals(written))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("field-missing").with("field", "vendorType"));
    }
}
