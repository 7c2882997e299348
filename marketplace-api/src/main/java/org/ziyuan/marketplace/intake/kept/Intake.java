package org.ziyuan.marketplace.intake.kept;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A file that somebody brought in, and what it would do or did.
 *
 * @param kind what it is about: the name of an {@link IntakeKind}
 * @param organizationId for which organization it was brought in
 * @param fileHash the SHA-256 of its bytes, in hexadecimal
 * @param rows how many rows it has
 * @param faults how many cells cannot be accepted; their rows are left out, or nothing is ever written, as the kind has it
 * @param added rows of what was not there before
 * @param changed rows of what was there and is otherwise in the file
 * @param same rows that say what is there
 * @param unmentioned how many there are that the file does not mention
 * @param leaving how many people it puts out, where that is so many that who applies it must say the number; else 0
 * @param written how many rows are written; while it is being applied, so far
 * @param endedByName who applied it, null as long as nobody has
 * @param version counts its changes
 */
public record Intake(
        UUID id,
        String kind,
        UUID organizationId,
        String fileName,
        String fileHash,
        IntakeState state,
        int rows,
        int faults,
        int added,
        int changed,
        int same,
        int unmentioned,
        int leaving,
        int written,
        UUID createdBy,
        String createdByName,
        OffsetDateTime createdAt,
        @Nullable String endedByName,
        @Nullable OffsetDateTime endedAt,
        int version) {

    static final String COLUMNS = """
            select i.id, i.kind, i.organization_id, i.file_name, encode(i.file_hash, 'hex') as file_hash, i.state,
                   i.row_count as rows, i.fault_count as faults, i.added, i.changed, i.same, i.unmentioned, i.leaving,
                   coalesce((select p.written from intake_progress p where p.intake_id = i.id), 0) as written,
                   i.created_by, name_and_place(i.created_by, i.created_by_name, i.created_at) as created_by_name, i.created_at,
                   name_and_place(i.ended_by, i.ended_by_name, i.ended_at) as ended_by_name, i.ended_at, i.row_version as version
              from intake i
            """;

    /** Whether it can be applied. */
    public boolean isGood() {
        return state == IntakeState.CHECKED;
    }

    /** How many rows applying it writes. */
    public int toWrite() {
        return added + changed;
    }
}
