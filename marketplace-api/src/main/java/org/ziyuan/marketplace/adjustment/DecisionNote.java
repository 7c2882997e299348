package org.ziyuan.marketplace.adjustment;

import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Why it is decided so. */
record DecisionNote(@Schema(maxLength = 500) @Nullable String note) {

    String text() {
        return note == null ? "" : note;
    }
}
