package org.ziyuan.marketplace.allocation;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.lifecycle.LifeCycle;

/**
 * A part of a run's money and the day from which it may be released.
 *
 * @param basisPoints its share in hundredths of a per cent
 * @param linesReleased for how many budget lines it is released by now
 */
public record Tranche(
        UUID runId,
        int seq,
        LocalDate dueOn,
        int basisPoints,
        String source,
        boolean verified,
        State state,
        int linesReleased,
        @Nullable String attention,
        @Nullable UUID releasedBy,
        @Nullable String releasedByName,
        @Nullable OffsetDateTime releasedAt) {

    /** Where a part of an allocation's money stands. */
    public enum State {
        PLANNED,
        /** Its release was ordered; a background loop carries it out. */
        RELEASING,
        RELEASED;

        /** What may happen to a tranche; a release that a refusal has stopped is ordered again. */
        public enum Event {
            ORDER,
            FINISH
        }

        static final LifeCycle<State, Event> LIFE_CYCLE = LifeCycle.<State, Event>of("tranche", State.class, PLANNED)
                .permit(PLANNED, Event.ORDER, RELEASING)
                .permit(RELEASING, Event.ORDER, RELEASING)
                .permit(RELEASING, Event.FINISH, RELEASED);
    }

    private static final String COLUMNS = """
            select run_id, seq, due_on, share_in_basis_points as basis_points, source, verified, state, lines_released,
                   attention, released_by, %s as released_by_name, released_at
              from allocation_tranche
            """;

    /** With the name in which it is posted. */
    static final String SELECT = COLUMNS.formatted("released_by_name");
    /** With the name as papers say it. */
    static final String SHOWN = COLUMNS.formatted("name_and_place(released_by, released_by_name, released_at)");

    public boolean planned() {
        return state == State.PLANNED;
    }

    /** Its lines are being released. */
    public boolean underWay() {
        return state == State.RELEASING;
    }
}
