package org.ziyuan.marketplace.intake;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.identifier.Plain;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.sheet.incoming.Cell;
import org.ziyuan.marketplace.sheet.incoming.Rows;

/**
 * Reads the rows of a sheet below its heading. The heading is where a person would see it: below titles and notes, in one row
 * or, where columns are grouped, in two.
 */
final class RowReader<C extends Enum<C> & Heading> implements Rows {

    /** Where a heading is looked for: in so many rows that are not empty. */
    private static final int LOOKED_AT = 20;

    private static final int CELLS_SHOWN = 16;

    private final IntakeSettings settings;
    private final Columns<C> columns;
    private final Map<Integer, C> heading = new LinkedHashMap<>();
    private final List<FileRow<C>> rows = new ArrayList<>();
    private Map<Integer, C> above = Map.of();
    private @Nullable Refusal missing;
    private int most = -1;
    private int looked;

    RowReader(IntakeSettings settings, Columns<C> columns) {
        this.settings = settings;
        this.columns = columns;
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
            if (rows.size() >= settings.mostRows()) {
                throw columns.refusal(Misfit.TOO_MANY_ROWS).with("most", settings.mostRows());
            }
            rows.add(FileRow.of(columns, number, named(number, cells)));
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
    List<FileRow<C>> all() {
        return rows;
    }

    private void look(int number, List<Cell> cells) {
        looked++;
        if (looked > LOOKED_AT) {
            return;
        }
        Map<Integer, C> here = headings(cells);
        Map<Integer, C> both = new HashMap<>(above);
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

    private void begin(Map<Integer, C> found) {
        found.forEach((place, column) -> {
            if (heading.containsValue(column)) {
                throw columns.refusal(Misfit.HEADING_REPEATED, column);
            }
            heading.put(place, column);
        });
    }

    /** The second row of a heading, or the heading again, as on the next page of a print. */
    private boolean continuesTheHeading(List<Cell> cells) {
        Optional<Cell> first = cells.stream().filter(cell -> !isBlank(cell)).findFirst();
        if (first.flatMap(cell -> columns.headed(cell.text())).isEmpty()) {
            return false;
        }
        Map<Integer, C> here = headings(cells);
        if (here.size() < cells.stream().filter(cell -> !isBlank(cell)).count()) {
            return false;
        }
        here.entrySet().removeIf(found -> found.getValue() == heading.get(found.getKey()));
        if (rows.isEmpty()) {
            begin(here);
        }
        return here.isEmpty() || rows.isEmpty();
    }

    private Map<Integer, C> headings(List<Cell> cells) {
        Map<Integer, C> found = new LinkedHashMap<>();
        for (int place = 0; place < cells.size(); place++) {
            int here = place;
            columns.headed(cells.get(place).text()).ifPresent(column -> found.put(here, column));
        }
        return found;
    }

    private boolean isWhole(Map<Integer, C> found) {
        return columns.missingFrom(found).isEmpty();
    }

    /** Says what stands where, so that it is seen why it was not taken for the heading. */
    private Refusal missing(int number, List<Cell> cells, Map<Integer, C> here) {
        C column = columns.missingFrom(here).orElseThrow();
        String found = IntStream.range(0, cells.size())
                .filter(place -> !isBlank(cells.get(place)))
                .limit(CELLS_SHOWN)
                .mapToObj(place -> letters(place) + " “"
                        + Identifier.shown(cells.get(place).text().strip()) + "”")
                .collect(Collectors.joining("，"));
        return columns.refusal(Misfit.HEADING_MISSING, column)
                .with("row", number)
                .with("found", columns.ofPeople() && here.isEmpty() ? "…" : found);
    }

    private static String letters(int place) {
        String last = Character.toString('A' + place % 26);
        return place < 26 ? last : letters(place / 26 - 1) + last;
    }

    private Map<C, Cell> named(int number, List<Cell> cells) {
        Map<C, Cell> named = new EnumMap<>(columns.type());
        heading.forEach((place, column) -> {
            Cell cell = at(cells, place);
            boolean words = cell.kind() == Cell.Kind.WORD;
            String text = words ? cell.text().strip() : cell.text();
            int most = Math.max(settings.longestCell(), column.longest());
            if (words && text.length() > most) {
                throw columns.refusal(Misfit.CELL_TOO_LONG, column)
                        .with("row", number)
                        .with("most", most);
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
