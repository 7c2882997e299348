package org.ziyuan.marketplace.allocation;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a run's money and the day from which it may be released.
 *
 * @param basisPoints its share in hundredths of a per cent
 * @param state planned, releasing or released
 * @param linesReleased for how many budget lines it is released by now
 */
public record Tranche(
        UUID runId,
        int seq,
        LocalDate dueOn,
        int basisPoints,
        String source,
        boolean verified,
        String state,
        int linesReleased,
        @Nullable String attention,
        @Nullable UUID releasedBy,
        @Nullable String releasedByName,
        @Nullable OffsetDateTime releasedAt) {

    static final String SELECT = "select *, share_in_basis_points as basis_points from allocation_tranche ";

    public boolean planned() {
        return state.equals("planned");
    }

    /** Its lines are being released. */
    public boolean underWay() {
        return state.equals("releasing");
    }
}
