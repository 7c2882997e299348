package org.ziyuan.marketplace.allocation;

import static org.ziyuan.marketplace.allocation.Columns.number;
import static org.ziyuan.marketplace.allocation.Columns.read;
import static org.ziyuan.marketplace.allocation.Columns.text;

import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A part of a run's money and the day from which it may be released.
 *
 * @param hundredths its share in hundredths of a per cent
 * @param state planned, releasing or released
 * @param linesReleased for how many budget lines it is released by now
 */
public record Tranche(
        UUID runId,
        int seq,
        LocalDate dueOn,
        int hundredths,
        String source,
        boolean verified,
        String state,
        int linesReleased,
        @Nullable String attention,
        @Nullable UUID releasedBy,
        @Nullable String releasedByName,
        @Nullable OffsetDateTime releasedAt) {

    static Tranche from(Readable row) {
        return new Tranche(
                Columns.id(row, "run_id"),
                number(row, "seq"),
                read(row, "due_on", LocalDate.class),
                number(row, "share_in_hundredths"),
                text(row, "source"),
                read(row, "verified", Boolean.class),
                text(row, "state"),
                number(row, "lines_released"),
                row.get("attention", String.class),
                row.get("released_by", UUID.class),
                row.get("released_by_name", String.class),
                row.get("released_at", OffsetDateTime.class));
    }
}
