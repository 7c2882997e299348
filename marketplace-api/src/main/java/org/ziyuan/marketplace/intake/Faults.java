package org.ziyuan.marketplace.intake;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with the rows of a file.
 *
 * @param first the faults in the order of the rows, at most as many as the settings allow
 * @param number how many there are in all
 */
public record Faults<C extends Enum<C> & Heading>(Columns<C> columns, List<CellFault<C>> first, int number) {

    private static final int NAMED = 20;

    public Faults {
        first = List.copyOf(first);
    }

    static <C extends Enum<C> & Heading> Faults<C> of(Columns<C> columns, List<FileRow<C>> rows, int most) {
        List<CellFault<C>> first =
                rows.stream().flatMap(row -> row.faults().stream()).limit(most).toList();
        return new Faults<>(
                columns,
                first,
                rows.stream().mapToInt(row -> row.faults().size()).sum());
    }

    /** All or nothing. @throws Refusal {@code intake-rows-refused} with how many faults there are and the first of them */
    public void refuseAny() {
        if (number == 0) {
            return;
        }
        CellFault<C> one = first.get(0);
        throw columns.refusal(Misfit.ROWS_REFUSED)
                .with("faults", number)
                .with("row", one.row())
                .with("column", one.column().chinese())
                .with("fault", one.refusal().code())
                .with("problems", first.stream().limit(NAMED).map(Faults::named).toList());
    }

    private static Map<String, Object> named(CellFault<?> fault) {
        Map<String, Object> named = new LinkedHashMap<>();
        named.put("row", fault.row());
        named.put("column", fault.column().english());
        named.put("code", fault.refusal().code());
        named.put("values", fault.refusal().values());
        return named;
    }
}
