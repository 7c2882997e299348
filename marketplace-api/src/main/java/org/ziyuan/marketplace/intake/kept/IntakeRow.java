package org.ziyuan.marketplace.intake.kept;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.intake.Columns;
import org.ziyuan.marketplace.intake.Heading;

/**
 * A row of a file as it was looked at; its cells are in the order of the columns.
 *
 * @param place where it stands among the kept rows, from 1
 * @param number the number of the row in the file; null for what the file does not mention
 * @param cells what was written; a file without the column has null there
 * @param before what stands there now; empty where nothing does
 * @param after what would stand there; empty where nothing would
 * @param faults what is wrong with it
 */
public record IntakeRow(
        int place,
        @Nullable Integer number,
        Compared.Outcome outcome,
        List<@Nullable String> cells,
        List<@Nullable String> before,
        List<@Nullable String> after,
        List<KeptFault> faults) {

    /** What to show of it: what would stand there, else what was written, else what stands there. */
    public List<@Nullable String> shown() {
        return !after.isEmpty() ? after : !cells.isEmpty() ? cells : before;
    }

    /** What stands in a column now, where that is otherwise afterwards; else null. */
    public @Nullable String was(int column) {
        if (outcome != Compared.Outcome.CHANGED || column >= before.size() || column >= after.size()) {
            return null;
        }
        String was = String.valueOf(before.get(column));
        return was.equals(String.valueOf(after.get(column))) ? null : was;
    }

    /** What stands in the columns now or afterwards; empty where nothing does. */
    public static <C extends Enum<C> & Heading> Map<C, String> named(List<@Nullable String> cells, Columns<C> columns) {
        Map<C, String> named = new EnumMap<>(columns.type());
        List<C> all = columns.all();
        for (int place = 0; place < cells.size(); place++) {
            String cell = cells.get(place);
            if (cell != null) {
                named.put(all.get(place), cell);
            }
        }
        return named;
    }

    /** The same with those of the faults that are its own. */
    IntakeRow with(List<KeptFault> found) {
        List<KeptFault> own = number == null
                ? List.of()
                : found.stream().filter(fault -> fault.row() == number).toList();
        return new IntakeRow(place, number, outcome, cells, before, after, own);
    }
}
