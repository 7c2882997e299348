package org.ziyuan.marketplace.enrolment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.identifier.Plain;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.sheet.Cell;
import org.ziyuan.marketplace.sheet.Rows;

/**
 * Makes candidates of the rows of a sheet. The heading is where a person would see it: below titles and notes, in one row
 * or, where columns are grouped, in two.
 */
final class RowReader implements Rows {

    /** Where a heading is looked for: in so many rows that are not empty. */
    private static final int LOOKED_AT = 20;

    private static final int CELLS_SHOWN = 16;

    private final EnrolmentSettings settings;
    private final int fiscalYear;
    private final Map<Integer, Column> heading = new LinkedHashMap<>();
    private final List<Candidate> candidates = new ArrayList<>();
    private Map<Integer, Column> above = Map.of();
    private @Nullable Refusal missing;
    private int most = -1;
    private int looked;

    RowReader(EnrolmentSettings settings, int fiscalYear) {
        this.settings = settings;
        this.fiscalYear = fiscalYear;
    }

    @Override
    public void row(int number, List<Cell> cells) {
        if (cells.stream().allMatch(RowReader::isBlank)) {
            return;
        }
        if (heading.isEmpty()) {
            look(number, cells);
        } else if (!continuesTheHeading(cells)
                && heading.keySet().stream().anyMatch(place -> !isBlank(at(cells, place)))) {
            if (candidates.size() >= settings.mostRows()) {
                throw Refusal.invalid("enrolment-too-many-rows").with("most", settings.mostRows());
            }
            candidates.add(Candidate.of(number, named(number, cells), fiscalYear));
        }
    }

    boolean hasHeading() {
        return !heading.isEmpty();
    }

    /** What was looked at and was no heading; null when there was nothing, or one. */
    @Nullable
    Refusal missing() {
        return hasHeading() ? null : missing;
    }

    /** Everything that was read. */
    List<Candidate> all() {
        return candidates;
    }

    private void look(int number, List<Cell> cells) {
        looked++;
        if (looked > LOOKED_AT) {
            return;
        }
        Map<Integer, Column> here = headings(cells);
        Map<Integer, Column> both = new HashMap<>(above);
        both.putAll(here);
        if (isWhole(here)) {
            begin(here);
        } else if (isWhole(both)) {
            begin(both);
        } else if (here.size() > most) {
            most = here.size();
            missing = missing(number, cells, here);
        }
        above = here;
    }

    private void begin(Map<Integer, Column> found) {
        found.forEach((place, column) -> {
            if (heading.containsValue(column)) {
                throw Refusal.invalid("enrolment-heading-repeated").with("column", column.chinese());
            }
            heading.put(place, column);
        });
    }

    /** The second row of a heading, or the heading again, as on the next page of a print. */
    private boolean continuesTheHeading(List<Cell> cells) {
        Optional<Cell> first = cells.stream().filter(cell -> !isBlank(cell)).findFirst();
        if (first.flatMap(cell -> Column.headed(cell.text())).isEmpty()) {
            return false;
        }
        Map<Integer, Column> here = headings(cells);
        if (here.size() < cells.stream().filter(cell -> !isBlank(cell)).count()) {
            return false;
        }
        here.entrySet().removeIf(found -> found.getValue() == heading.get(found.getKey()));
        if (candidates.isEmpty()) {
            begin(here);
        }
        return here.isEmpty() || candidates.isEmpty();
    }

    private static Map<Integer, Column> headings(List<Cell> cells) {
        Map<Integer, Column> found = new LinkedHashMap<>();
        for (int place = 0; place < cells.size(); place++) {
            int here = place;
            Column.headed(cells.get(place).text()).ifPresent(column -> found.put(here, column));
        }
        return found;
    }

    private static boolean isWhole(Map<Integer, Column> found) {
        return Set.copyOf(found.values()).containsAll(Column.REQUIRED);
    }

    /** Says what stands where, so that it is seen why it was not taken for the heading. */
    private static Refusal missing(int number, List<Cell> cells, Map<Integer, Column> here) {
        Column column = Column.REQUIRED.stream()
                .filter(required -> !here.containsValue(required))
                .findFirst()
                .orElseThrow();
        String found = IntStream.range(0, cells.size())
                .filter(place -> !isBlank(cells.get(place)))
                .limit(CELLS_SHOWN)
                .mapToObj(place -> letters(place) + " “"
                        + Identifier.shown(cells.get(place).text().strip()) + "”")
                .collect(Collectors.joining("，"));
        return Refusal.invalid("enrolment-heading-missing")
                .with("column", column.chinese())
                .with("row", number)
                .with("found", found);
    }

    private static String letters(int place) {
        String last = Character.toString('A' + place % 26);
        return place < 26 ? last : letters(place / 26 - 1) + last;
    }

    private Map<Column, Cell> named(int number, List<Cell> cells) {
        Map<Column, Cell> named = new EnumMap<>(Column.class);
        heading.forEach((place, column) -> {
            Cell cell = at(cells, place);
            boolean words = cell.kind() == Cell.Kind.WORD;
            String text = words ? cell.text().strip() : cell.text();
            if (words && text.length() > settings.longestCell()) {
                throw Refusal.invalid("enrolment-cell-too-long")
                        .with("row", number)
                        .with("column", column.chinese())
                        .with("most", settings.longestCell());
            }
            named.put(column, new Cell(cell.kind(), text));
        });
        return named;
    }

    private static Cell at(List<Cell> cells, int place) {
        return place < cells.size() ? cells.get(place) : Cell.NOTHING;
    }

    private static boolean isBlank(Cell cell) {
        return cell.kind() != Cell.Kind.UNCALCULATED && Plain.text(cell.text()).isEmpty();
    }
}
