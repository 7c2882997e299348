package org.ziyuan.marketplace.enrolment;

import java.util.List;
import java.util.UUID;
import org.ziyuan.marketplace.intake.Faults;
import org.ziyuan.marketplace.intake.FileRow;

/**
 * Rows that were looked at: those that can be written down, and what is wrong with the others.
 *
 * @param written all of them, as they came
 */
record Checked(List<FileRow<Column>> written, List<Counted> rows, Faults<Column> faults) {

    /** A row and the school it is about. */
    record Counted(UUID school, EnrolmentRow row) {}

    /** All or nothing. @throws Refusal {@code enrolment-rows-refused} with how many faults there are and the first of them */
    List<Counted> allOrNothing() {
        faults.refuseAny();
        return rows;
    }
}
