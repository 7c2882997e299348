package org.ziyuan.marketplace.enrolment;

import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The count of the pupils of a bureau's whole subtree on one census day: a draft until it is frozen, evidence afterwards.
 *
 * @param fiscalYear the year whose money it decides
 * @param state draft or frozen
 * @param source where its rows came from, such as the name of a file
 * @param rows teaching points by level
 * @param contentHash the SHA-256 of all it says, once frozen
 * @param version counts its changes
 */
public record EnrolmentSnapshot(
        UUID id,
        int fiscalYear,
        LocalDate censusDate,
        UUID bureauId,
        String bureauPath,
        String bureauName,
        String state,
        String source,
        int rows,
        int schools,
        long pupils,
        @Nullable String contentHash,
        @Nullable UUID createdBy,
        String createdByName,
        OffsetDateTime createdAt,
        @Nullable OffsetDateTime writtenAt,
        @Nullable UUID frozenBy,
        @Nullable String frozenByName,
        @Nullable OffsetDateTime frozenAt,
        int version) {

    static final String COLUMNS = """
            select s.*, encode(s.content_hash, 'hex') as hash, o.name as bureau_name
              from site_snapshot s join organization o on o.id = s.bureau_id
            """;

    public boolean isFrozen() {
        return state.equals("frozen");
    }

    static EnrolmentSnapshot from(Readable row) {
        return new EnrolmentSnapshot(
                read(row, "id", UUID.class),
                read(row, "fiscal_year", Integer.class),
                read(row, "census_date", LocalDate.class),
                read(row, "bureau_id", UUID.class),
                read(row, "bureau_path", String.class),
                read(row, "bureau_name", String.class),
                read(row, "state", String.class),
                read(row, "source", String.class),
                read(row, "row_count", Integer.class),
                read(row, "school_count", Integer.class),
                read(row, "pupils", Long.class),
                row.get("hash", String.class),
                row.get("created_by", UUID.class),
                read(row, "created_by_name", String.class),
                read(row, "created_at", OffsetDateTime.class),
                row.get("written_at", OffsetDateTime.class),
                row.get("frozen_by", UUID.class),
                row.get("frozen_by_name", String.class),
                row.get("frozen_at", OffsetDateTime.class),
                read(row, "row_version", Integer.class));
    }

    static <T> T read(Readable row, String column, Class<T> type) {
        return Objects.requireNonNull(row.get(column, type), column);
    }
}
