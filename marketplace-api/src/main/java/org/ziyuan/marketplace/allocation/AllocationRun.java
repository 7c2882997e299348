package org.ziyuan.marketplace.allocation;

import static org.ziyuan.marketplace.allocation.Columns.fen;
import static org.ziyuan.marketplace.allocation.Columns.number;
import static org.ziyuan.marketplace.allocation.Columns.read;
import static org.ziyuan.marketplace.allocation.Columns.text;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/**
 * One allocation of a year's money of a fund to the schools under a bureau.
 *
 * @param snapshotId the frozen count of pupils it was computed from
 * @param standardsOn the day whose standards it follows
 * @param state computed, approved, posting, posted or cancelled
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
        String state,
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

    static final String COLUMNS = """
            select r.*, o.name as bureau_name from allocation_run r join organization o on o.id = r.bureau_id
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

    static AllocationRun from(Readable row) {
        return new AllocationRun(
                read(row, "id", UUID.class),
                text(row, "fund_code"),
                number(row, "fiscal_year"),
                read(row, "snapshot_id", UUID.class),
                read(row, "bureau_id", UUID.class),
                text(row, "bureau_path"),
                text(row, "bureau_name"),
                read(row, "standards_on", LocalDate.class),
                text(row, "state"),
                row.get("previous_id", UUID.class),
                number(row, "school_count"),
                number(row, "line_count"),
                fen(row, "total_in_fen"),
                number(row, "lines_posted"),
                row.get("attention", String.class),
                row.get("computed_by", UUID.class),
                text(row, "computed_by_name"),
                read(row, "computed_at", OffsetDateTime.class),
                row.get("approved_by_name", String.class),
                row.get("approved_at", OffsetDateTime.class),
                row.get("posting_by", UUID.class),
                row.get("posting_by_name", String.class),
                row.get("posting_at", OffsetDateTime.class),
                row.get("progress_at", OffsetDateTime.class),
                row.get("posted_at", OffsetDateTime.class),
                row.get("cancelled_at", OffsetDateTime.class),
                number(row, "row_version"));
    }
}
