package org.ziyuan.marketplace.allocation;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.lifecycle.LifeCycle;
import org.ziyuan.marketplace.money.Money;

/**
 * One allocation of a year's money of a fund to the schools under a bureau.
 *
 * @param snapshotId the frozen count of pupils it was computed from
 * @param standardsOn the day whose standards it follows
 * @param previousId the run of the same year before it, null when it is the first
 * @param linesPosted how many of its budget lines have their money by now
 * @param attention the code of the refusal that stopped its posting, null when nothing did
 * @param version counts its changes
 */
public record AllocationRun(
        UUID id,
        String fundCode,
        int fiscalYear,
        UUID snapshotId,
        UUID bureauId,
        String bureauPath,
        String bureauName,
        LocalDate standardsOn,
        State state,
        @Nullable UUID previousId,
        int schools,
        int lines,
        Money total,
        int linesPosted,
        @Nullable String attention,
        @Nullable UUID computedBy,
        String computedByName,
        OffsetDateTime computedAt,
        @Nullable String approvedByName,
        @Nullable OffsetDateTime approvedAt,
        @Nullable UUID postingBy,
        @Nullable String postingByName,
        @Nullable OffsetDateTime postingAt,
        @Nullable OffsetDateTime progressAt,
        @Nullable OffsetDateTime postedAt,
        @Nullable OffsetDateTime cancelledAt,
        int version) {

    /** Where an allocation stands. */
    public enum State {
        COMPUTED,
        APPROVED,
        /** Its posting was ordered; a background loop carries it out. */
        POSTING,
        POSTED,
        CANCELLED;

        /** What may happen to an allocation. */
        public enum Event {
            APPROVE,
            CANCEL,
            ORDER,
            FINISH
        }

        static final LifeCycle<State, Event> LIFE_CYCLE = LifeCycle.<State, Event>of(
                        "allocation", State.class, COMPUTED)
                .permit(COMPUTED, Event.APPROVE, APPROVED)
                .permit(COMPUTED, Event.CANCEL, CANCELLED)
                .permit(APPROVED, Event.CANCEL, CANCELLED)
                .permit(APPROVED, Event.ORDER, POSTING)
                .permit(POSTING, Event.FINISH, POSTED);

        /** Nothing of it goes on by itself or waits for somebody. */
        public boolean isSettled() {
            return this == POSTED || this == CANCELLED;
        }
    }

    static final String COLUMNS = """
            select r.id, r.fund_code, r.fiscal_year, r.snapshot_id, r.bureau_id, r.bureau_path, o.name as bureau_name,
                   r.standards_on, r.state, r.previous_id, r.school_count as schools, r.line_count as lines,
                   r.total_in_fen, r.lines_posted, r.attention, r.computed_by,
                   name_and_place(r.computed_by, r.computed_by_name, r.computed_at) as computed_by_name, r.computed_at,
                   name_and_place(r.approved_by, r.approved_by_name, r.approved_at) as approved_by_name, r.approved_at,
                   r.posting_by, r.posting_by_name, r.posting_at, r.progress_at, r.posted_at, r.cancelled_at,
                   r.row_version as version
              from allocation_run r join organization o on o.id = r.bureau_id
            """;

    /** How far its posting has come, in whole per cent. */
    @JsonProperty
    public int percentPosted() {
        return lines == 0 ? 100 : (int) (100L * linesPosted / lines);
    }

    /** How many budget lines a second it has posted so far; zero before the first portion. */
    @JsonProperty
    public long linesPerSecond() {
        if (postingAt == null || progressAt == null) {
            return 0;
        }
        return 1_000L
                * linesPosted
                / Math.max(1, Duration.between(postingAt, progressAt).toMillis());
    }
}
