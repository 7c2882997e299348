package org.ziyuan.marketplace.enrolment;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.List;
import java.util.Map;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * What would happen if rows were written: what they change, and what is wrong with them.
 *
 * @param rows how many rows were read
 * @param acceptable how many of them could be written
 * @param faults how many cells cannot be accepted; none are written unless it is zero
 * @param problems the first of them
 */
public record DryRun(int rows, int acceptable, int faults, List<Fault> problems, SnapshotDifference difference) {

    /** A cell that cannot be accepted; the sentence for people is the message {@code refusal.<code>}. */
    public record Fault(int row, String column, String code, Map<String, Object> values) {

        /** The same as a refusal, for telling a person. */
        @JsonIgnore
        public Refusal refusal() {
            Refusal refusal = Refusal.invalid(code);
            for (Map.Entry<String, Object> value : values.entrySet()) {
                refusal = refusal.with(value.getKey(), value.getValue());
            }
            return refusal;
        }
    }

    static DryRun of(Checked checked, SnapshotDifference difference) {
        return new DryRun(
                checked.written().size(),
                checked.rows().size(),
                checked.faults().number(),
                checked.faults().first().stream()
                        .map(fault -> new Fault(
                                fault.row(),
                                fault.column().english(),
                                fault.refusal().code(),
                                fault.refusal().values()))
                        .toList(),
                difference);
    }
}
