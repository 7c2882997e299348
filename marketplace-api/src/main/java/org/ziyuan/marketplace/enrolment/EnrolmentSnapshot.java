package org.ziyuan.marketplace.enrolment;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The count of the pupils of a bureau's whole subtree on one census day: a draft until it is frozen, evidence afterwards.
 *
 * @param fiscalYear the year whose money it decides
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
        SnapshotState state,
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
            select s.id, s.fiscal_year, s.census_date, s.bureau_id, s.bureau_path, o.name as bureau_name, s.state, s.source,
                   s.row_count as rows, s.school_count as schools, s.pupils,
                   encode(s.content_hash, 'hex') as content_hash, s.created_by,
                   name_and_place(s.created_by, s.created_by_name, s.created_at) as created_by_name, s.created_at,
                   s.written_at, s.frozen_by,
                   name_and_place(s.frozen_by, s.frozen_by_name, s.frozen_at) as frozen_by_name, s.frozen_at, s.row_version as version
              from enrolment_snapshot s join organization o on o.id = s.bureau_id
            """;

    public boolean isFrozen() {
        return state == SnapshotState.FROZEN;
    }
}
