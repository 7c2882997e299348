package org.ziyuan.marketplace.roster;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.intake.kept.Intake;

/**
 * What writes rows of a roster: a file, the step into the next year or an undoing.
 *
 * @param id of a file that of its intake
 * @param fileHash the SHA-256 of a file in hexadecimal, else null
 * @param came how many rows are new, {@code changed} otherwise and {@code went} away
 */
record RosterCause(
        UUID id,
        Kind kind,
        @Nullable String fileName,
        @Nullable String fileHash,
        int came,
        int changed,
        int went) {

    enum Kind {
        FILE,
        ROLLOVER,
        UNDO
    }

    static RosterCause of(Intake intake) {
        return new RosterCause(
                intake.id(),
                Kind.FILE,
                intake.fileName(),
                intake.fileHash(),
                intake.added(),
                intake.changed(),
                intake.unmentioned());
    }
}
