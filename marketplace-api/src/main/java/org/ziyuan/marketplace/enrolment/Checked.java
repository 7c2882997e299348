package org.ziyuan.marketplace.enrolment;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * Rows that were looked at: those that can be written down, and what is wrong with the others.
 *
 * @param problems at most as many as the settings allow
 * @param faults how many there are in all
 */
record Checked(List<Candidate> candidates, List<Counted> rows, List<RowProblem> problems, int faults) {

    private static final int NAMED = 20;

    /** A row and the school it is about. */
    record Counted(UUID school, EnrolmentRow row) {}

    /** All or nothing. @throws Refusal {@code enrolment-rows-refused} with how many faults there are and the first of them */
    List<Counted> allOrNothing() {
        if (faults == 0) {
            return rows;
        }
        RowProblem first = problems.get(0);
        throw Refusal.invalid("enrolment-rows-refused")
                .with("faults", faults)
                .with("row", first.row())
                .with("column", first.column().chinese())
                .with("fault", first.refusal().code())
                .with(
                        "problems",
                        problems.stream().limit(NAMED).map(Checked::named).toList());
    }

    private static Map<String, Object> named(RowProblem problem) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("row", problem.row());
        named.put("column", problem.column().english());
        named.put("code", problem.refusal().code());
        named.put("values", problem.refusal().values());
        return named;
    }
}
