package org.ziyuan.marketplace.intake.kept;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Rows in the form in which they are kept; cells in the order of the columns, nothing where a file has no such column. */
final class KeptRows {

    private static final String BETWEEN = "\u001F";
    private static final Pattern OURS = Pattern.compile("[\\x00\\x02\\x1A\\x1F]");
    /** Stands for a column that a file does not have; no cell of a file holds a control character. */
    private static final String NO_CELL = "\u001A";

    private final List<One> rows = new ArrayList<>();

    record One(
            @Nullable Integer number,
            Compared.Outcome outcome,
            @Nullable String cells,
            @Nullable String before,
            @Nullable String after) {}

    void add(
            @Nullable Integer number,
            Compared.Outcome outcome,
            @Nullable List<@Nullable String> cells,
            @Nullable List<@Nullable String> before,
            @Nullable List<@Nullable String> after) {
        rows.add(new One(number, outcome, joined(cells), joined(before), joined(after)));
    }

    List<One> all() {
        return rows;
    }

    static @Nullable String joined(@Nullable List<@Nullable String> cells) {
        return cells == null
                ? null
                : cells.stream()
                        .map(cell -> cell == null ? NO_CELL : OURS.matcher(cell).replaceAll(" "))
                        .collect(Collectors.joining(BETWEEN));
    }

    static List<@Nullable String> split(@Nullable String joined) {
        return joined == null
                ? List.of()
                : Arrays.stream(joined.split(BETWEEN, -1))
                        .map(cell -> cell.equals(NO_CELL) ? null : cell)
                        .collect(Collectors.toCollection(ArrayList::new));
    }
}
