package org.ziyuan.marketplace.intake;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.identifier.Plain;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.sheet.incoming.Cell;
import org.ziyuan.marketplace.text.TextField;

/**
 * One row as somebody wrote it, and what is wrong with it so far. Reading a cell that does not fit notes the fault and goes
 * on, so that one look finds all of them; what was read then stands for nothing.
 */
public final class FileRow<C extends Enum<C> & Heading> {

    /** Whole numbers with or without a point and commas; nothing longer counts anything of ours. */
    private static final Pattern WHOLE =
            Pattern.compile("([+-]?(?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2}))(?:\\.0{0,10})?");

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-M-d");

    private final Columns<C> columns;
    private final int number;
    private final Map<C, String> texts;
    private final List<CellFault<C>> faults = new ArrayList<>();

    private FileRow(Columns<C> columns, int number) {
        this.columns = columns;
        this.number = number;
        this.texts = new EnumMap<>(columns.type());
    }

    static <C extends Enum<C> & Heading> FileRow<C> of(Columns<C> columns, int number, Map<C, Cell> cells) {
        FileRow<C> row = new FileRow<>(columns, number);
        cells.forEach(row::put);
        return row;
    }

    /**
     * A row that came without a file.
     *
     * @param number its place in what came, from 1
     */
    public static <C extends Enum<C> & Heading> FileRow<C> withoutCells(Columns<C> columns, int number) {
        return new FileRow<>(columns, number);
    }

    /** A row that was kept, as it was written. */
    public static <C extends Enum<C> & Heading> FileRow<C> again(
            Columns<C> columns, int number, List<@Nullable String> cells) {
        FileRow<C> row = new FileRow<>(columns, number);
        List<C> all = columns.all();
        for (int at = 0; at < Math.min(cells.size(), all.size()); at++) {
            String text = cells.get(at);
            if (text != null) {
                row.texts.put(all.get(at), text);
            }
        }
        return row;
    }

    private void put(C column, Cell cell) {
        texts.put(column, cell.text());
        Misfit misfit = unusable(column, cell);
        if (misfit != null) {
            fault(column, columns.refusal(misfit, column).with("value", cell.text()));
        }
    }

    /** What is neither a word nor a number says nothing, though some of it can be read as a number: TRUE is not one pupil. */
    private static @Nullable Misfit unusable(Heading column, Cell cell) {
        return switch (cell.kind()) {
            case NOTHING, WORD, NUMBER -> null;
            case ROUNDED -> Misfit.CELL_ROUNDED;
            case DAY -> column.isDay() ? null : Misfit.CELL_DAY;
            case TRUTH -> Misfit.CELL_TRUTH;
            case ERROR -> Misfit.CELL_ERROR;
            case UNCALCULATED -> Misfit.CELL_UNCALCULATED;
        };
    }

    /** The number of the row in the file, from 1. */
    public int number() {
        return number;
    }

    /** Whether the file has the column at all. */
    public boolean has(C column) {
        return texts.containsKey(column);
    }

    /** What stands in it, in the order of the columns; null where the file has no such column. */
    public List<@Nullable String> cells() {
        return columns.cells(texts);
    }

    /** What stands in the cell, "" where nothing does. */
    public String text(C column) {
        return texts.getOrDefault(column, "");
    }

    public boolean isBlank(C column) {
        return Plain.text(text(column)).isEmpty();
    }

    public boolean isGood() {
        return faults.isEmpty();
    }

    /** All that is wrong with the row, in the order in which it was found. */
    public List<CellFault<C>> faults() {
        return List.copyOf(faults);
    }

    public void fault(C column, Refusal refusal) {
        faults.add(new CellFault<>(number, column, refusal));
    }

    /** Notes {@code intake-cell-missing} where nothing stands. */
    public void needs(C column) {
        if (isBlank(column)) {
            fault(column, columns.refusal(Misfit.CELL_MISSING, column));
        }
    }

    /** The same, and whether something stands there. */
    public boolean mustSay(C column) {
        needs(column);
        return !isBlank(column);
    }

    /** A code as it is meant, however a spreadsheet has written it. */
    public Identifier code(C column) {
        return code(column, text(column));
    }

    public Identifier code(C column, String written) {
        Identifier read = read(column, cell -> Identifier.of(written));
        return read == null ? new Identifier("") : read;
    }

    /** A whole number; nothing is none. */
    public int count(C column) {
        return count(column, text(column));
    }

    public int count(C column, String written) {
        String text = Plain.text(written);
        if (text.isEmpty()) {
            return 0;
        }
        var whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            fault(column, columns.refusal(Misfit.NUMBER_MALFORMED, column).with("value", Identifier.shown(written)));
            return 0;
        }
        return Integer.parseInt(whole.group(1).replace(",", ""));
    }

    /** Words, put right and measured as the field does. */
    public String words(C column, TextField field) {
        String read = read(column, field::read);
        return read == null ? "" : read;
    }

    /** A day; null where nothing stands or where it is none. A column of days says so by {@link Heading#isDay}. */
    public @Nullable LocalDate day(C column) {
        if (isBlank(column)) {
            return null;
        }
        try {
            return LocalDate.parse(Plain.text(text(column)).replace('/', '-'), DAY);
        } catch (DateTimeParseException malformed) {
            fault(column, columns.refusal(Misfit.DAY_MALFORMED, column).with("value", Identifier.shown(text(column))));
            return null;
        }
    }

    /**
     * One of the values there are; null where nothing stands or where none fits.
     *
     * @param words by which words a value is known, the first of them being the one to tell people
     */
    public <V> @Nullable V choice(C column, V[] values, Function<V, List<String>> words) {
        if (isBlank(column)) {
            return null;
        }
        String text = Plain.text(text(column));
        for (V value : values) {
            if (words.apply(value).stream().anyMatch(text::equalsIgnoreCase)) {
                return value;
            }
        }
        fault(
                column,
                columns.refusal(Misfit.WORD_UNKNOWN, column)
                        .with("value", Identifier.shown(text(column)))
                        .with(
                                "known",
                                Stream.of(values)
                                        .map(value -> words.apply(value).get(0))
                                        .collect(Collectors.joining("、"))));
        return null;
    }

    /** What a feature's own reader makes of the cell; null where it refuses, which is noted. */
    public <V> @Nullable V read(C column, Function<String, @Nullable V> reader) {
        try {
            return reader.apply(text(column));
        } catch (Refusal refused) {
            fault(column, refused);
            return null;
        }
    }

    /** Notes what a check refuses. */
    public void check(C column, Runnable check) {
        try {
            check.run();
        } catch (Refusal refused) {
            fault(column, refused);
        }
    }
}
