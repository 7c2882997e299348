package org.ziyuan.marketplace.enrolment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.ziyuan.marketplace.refusal.Refusal;

/** Makes candidates of the rows of a sheet; the first row that is not empty is the heading. */
final class RowReader implements Sheet.Rows {

    private final EnrolmentSettings settings;
    private final int fiscalYear;
    private final Map<Integer, Column> heading = new LinkedHashMap<>();
    private final List<Candidate> candidates = new ArrayList<>();

    RowReader(EnrolmentSettings settings, int fiscalYear) {
        this.settings = settings;
        this.fiscalYear = fiscalYear;
    }

    @Override
    public void row(int number, List<String> cells) {
        if (cells.stream().allMatch(String::isBlank)) {
            return;
        }
        if (heading.isEmpty()) {
            head(cells);
            return;
        }
        if (candidates.size() >= settings.mostRows()) {
            throw Refusal.invalid("enrolment-too-many-rows").with("most", settings.mostRows());
        }
        candidates.add(Candidate.of(number, named(number, cells), fiscalYear));
    }

    /** Everything that was read. @throws Refusal {@code enrolment-file-empty} */
    List<Candidate> all() {
        if (candidates.isEmpty()) {
            throw Refusal.invalid("enrolment-file-empty");
        }
        return candidates;
    }

    private void head(List<String> cells) {
        for (int place = 0; place < cells.size(); place++) {
            int here = place;
            Column.headed(cells.get(place)).ifPresent(column -> {
                if (heading.containsValue(column)) {
                    throw Refusal.invalid("enrolment-heading-repeated").with("column", column.chinese());
                }
                heading.put(here, column);
            });
        }
        Set<Column> found = heading.isEmpty() ? EnumSet.noneOf(Column.class) : EnumSet.copyOf(heading.values());
        for (Column required : Column.REQUIRED) {
            if (!found.contains(required)) {
                throw Refusal.invalid("enrolment-heading-missing").with("column", required.chinese());
            }
        }
    }

    private Map<Column, String> named(int number, List<String> cells) {
        Map<Column, String> named = new EnumMap<>(Column.class);
        heading.forEach((place, column) -> {
            String cell = place < cells.size() ? cells.get(place).strip() : "";
            if (cell.length() > settings.longestCell()) {
                throw Refusal.invalid("enrolment-cell-too-long")
                        .with("row", number)
                        .with("column", column.chinese())
                        .with("most", settings.longestCell());
            }
            named.put(column, cell);
        });
        return named;
    }
}
