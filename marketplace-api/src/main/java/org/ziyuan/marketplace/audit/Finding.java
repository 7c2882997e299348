package org.ziyuan.marketplace.audit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.audit.Invariant.Violation;

/**
 * What one invariant came to.
 *
 * @param first the first offending row, null when there is none
 * @param rows how many rows offend
 * @param unanswered why it could not be checked, null when it could
 */
public record Finding(
        String code,
        @Nullable Violation first,
        long rows,
        @Nullable String unanswered,
        Duration took) {

    /** Whether the invariant was checked and holds. */
    public boolean holds() {
        return first == null && unanswered == null;
    }

    Finding andAnother(Finding next) {
        return new Finding(code, first, rows + next.rows, unanswered, took);
    }

    Finding after(Duration time) {
        return new Finding(code, first, rows, unanswered, time);
    }
}
