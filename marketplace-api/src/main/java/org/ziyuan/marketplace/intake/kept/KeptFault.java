package org.ziyuan.marketplace.intake.kept;

import java.util.List;
import java.util.Map;
import org.ziyuan.marketplace.intake.CellFault;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.Heading;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * What is wrong with a cell, as it is kept; the sentence for people is the message {@code refusal.<code>}.
 *
 * @param row the number of the row in the file, from 1
 * @param column the English heading of the column
 */
public record KeptFault(int row, String column, String code, Map<String, String> values) {

    /** The same as a refusal, for telling a person. */
    public Refusal refusal() {
        Refusal refusal = Refusal.invalid(code);
        for (Map.Entry<String, String> value : values.entrySet()) {
            refusal = refusal.with(value.getKey(), value.getValue());
        }
        return refusal;
    }

    /** Faults as they were found; those of a column that is no more are left out. */
    static <C extends Enum<C> & Heading> List<CellFault<C>> again(List<KeptFault> kept, Columns<C> columns) {
        return kept.stream()
                .flatMap(fault -> columns.all().stream()
                        .filter(column -> column.english().equals(fault.column()))
                        .map(column -> new CellFault<>(fault.row(), column, fault.refusal())))
                .toList();
    }
}
