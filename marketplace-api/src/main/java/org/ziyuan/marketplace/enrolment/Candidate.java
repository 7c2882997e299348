package org.ziyuan.marketplace.enrolment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.enrolment.EnrolmentRow.Fault;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * A row as somebody wrote it, and what could be read of it.
 *
 * @param number the number of the row in the file, or its place in the list, from 1
 * @param cells what stands in it, for showing it again
 * @param row what it says, or null when a cell cannot be read
 */
record Candidate(
        int number, Map<Column, String> cells, @Nullable EnrolmentRow row, List<Fault> faults) {

    /** Spreadsheets write whole numbers with or without a point; nothing longer is anybody's number of pupils. */
    private static final Pattern WHOLE = Pattern.compile("(-?[0-9]{1,9})(?:\\.0{1,10})?");

    static Candidate of(int number, EnrolmentRow row) {
        return new Candidate(number, Map.of(), row, row.faults());
    }

    /** @param fiscalYear the year of the count, with which the row's own year must agree if it names one */
    static Candidate of(int number, Map<Column, String> cells, int fiscalYear) {
        List<Fault> faults = new ArrayList<>();
        String year = cells.getOrDefault(Column.YEAR, "");
        if (!year.isEmpty() && number(cells, Column.YEAR, faults) != fiscalYear && faults.isEmpty()) {
            faults.add(new Fault(
                    Column.YEAR,
                    Refusal.invalid("enrolment-year-differs")
                            .with("value", year)
                            .with("expected", String.valueOf(fiscalYear))));
        }
        Map<Disability, Integer> disabilities = new EnumMap<>(Disability.class);
        for (Disability disability : Disability.values()) {
            int pupils = number(cells, Column.of(disability), faults);
            if (pupils != 0) {
                disabilities.put(disability, pupils);
            }
        }
        String level = cells.getOrDefault(Column.LEVEL, "");
        EnrolmentRow row = new EnrolmentRow(
                cells.getOrDefault(Column.SCHOOL, ""),
                cells.getOrDefault(Column.SITE, ""),
                Level.read(level).map(Level::column).orElse(level),
                required(cells, Column.PUPILS, faults),
                number(cells, Column.BOARDERS, faults),
                disabilities);
        if (!faults.isEmpty()) {
            return new Candidate(number, cells, null, List.copyOf(faults));
        }
        return new Candidate(number, cells, row, row.faults());
    }

    private static int required(Map<Column, String> cells, Column column, List<Fault> faults) {
        if (cells.getOrDefault(column, "").isEmpty()) {
            faults.add(
                    new Fault(column, Refusal.invalid("enrolment-cell-missing").with("column", column.chinese())));
        }
        return number(cells, column, faults);
    }

    private static int number(Map<Column, String> cells, Column column, List<Fault> faults) {
        String text = cells.getOrDefault(column, "");
        if (text.isEmpty()) {
            return 0;
        }
        var whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            faults.add(new Fault(
                    column,
                    Refusal.invalid("enrolment-number-malformed")
                            .with("column", column.chinese())
                            .with("value", text)));
            return 0;
        }
        return Integer.parseInt(whole.group(1));
    }
}
