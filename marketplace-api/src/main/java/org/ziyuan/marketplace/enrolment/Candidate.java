package org.ziyuan.marketplace.enrolment;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.enrolment.EnrolmentRow.Fault;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.identifier.Plain;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.sheet.Cell;

/**
 * A row as somebody wrote it, and what could be read of it.
 *
 * @param number the number of the row in the file, or its place in the list, from 1
 * @param cells what stands in it, for showing it again
 * @param row what it says, or null when a cell cannot be read
 */
record Candidate(
        int number, Map<Column, String> cells, @Nullable EnrolmentRow row, List<Fault> faults) {

    /** Whole numbers with or without a point and commas; nothing longer is anybody's number of pupils. */
    private static final Pattern WHOLE =
            Pattern.compile("([+-]?(?:[0-9]{1,9}|[0-9]{1,3}(?:,[0-9]{3}){1,2}))(?:\\.0{0,10})?");

    private static final Pattern WORD_FOR_YEAR = Pattern.compile("年度?$");

    static Candidate of(int number, EnrolmentRow given) {
        List<Fault> faults = new ArrayList<>();
        EnrolmentRow row = new EnrolmentRow(
                code(Column.SCHOOL, given.school(), faults).text(),
                code(Column.SITE, given.site(), faults).padded(EnrolmentRow.SITE_DIGITS),
                level(Objects.requireNonNullElse(given.level(), "")),
                given.pupils(),
                given.boarders(),
                given.disabilities());
        return of(number, Map.of(), row, faults);
    }

    /** @param fiscalYear the year of the count, with which the row's own year must agree if it names one */
    static Candidate of(int number, Map<Column, Cell> cells, int fiscalYear) {
        List<Fault> faults = new ArrayList<>();
        Map<Column, String> texts = new EnumMap<>(Column.class);
        cells.forEach((column, cell) -> {
            texts.put(column, cell.text());
            unusable(column, cell, faults);
        });
        if (!faults.isEmpty()) {
            return new Candidate(number, texts, null, List.copyOf(faults));
        }
        year(texts, fiscalYear, faults);
        EnrolmentRow row = new EnrolmentRow(
                code(Column.SCHOOL, texts.get(Column.SCHOOL), faults).text(),
                code(Column.SITE, texts.get(Column.SITE), faults).padded(EnrolmentRow.SITE_DIGITS),
                level(texts.getOrDefault(Column.LEVEL, "")),
                required(texts, Column.PUPILS, faults),
                number(texts, Column.BOARDERS, faults),
                disabilities(texts, faults));
        return of(number, texts, row, faults);
    }

    private static Map<Disability, Integer> disabilities(Map<Column, String> texts, List<Fault> faults) {
        Map<Disability, Integer> disabilities = new EnumMap<>(Disability.class);
        for (Disability disability : Disability.values()) {
            int pupils = number(texts, Column.of(disability), faults);
            if (pupils != 0) {
                disabilities.put(disability, pupils);
            }
        }
        return disabilities;
    }

    private static Candidate of(int number, Map<Column, String> texts, EnrolmentRow row, List<Fault> faults) {
        return faults.isEmpty()
                ? new Candidate(number, texts, row, row.faults())
                : new Candidate(number, texts, null, List.copyOf(faults));
    }

    /** What is neither a word nor a number says nothing, though some of it can be read as a number: TRUE is not one pupil. */
    private static void unusable(Column column, Cell cell, List<Fault> faults) {
        String code = switch (cell.kind()) {
            case NOTHING, WORD, NUMBER -> null;
            case ROUNDED -> "enrolment-cell-rounded";
            case DAY -> "enrolment-cell-day";
            case TRUTH -> "enrolment-cell-truth";
            case ERROR -> "enrolment-cell-error";
            case UNCALCULATED -> "enrolment-cell-uncalculated";
        };
        if (code != null) {
            faults.add(new Fault(
                    column,
                    Refusal.invalid(code).with("column", column.chinese()).with("value", cell.text())));
        }
    }

    private static Identifier code(Column column, @Nullable String written, List<Fault> faults) {
        try {
            return Identifier.of(Objects.requireNonNullElse(written, ""));
        } catch (Refusal rewritten) {
            faults.add(new Fault(column, rewritten));
            return new Identifier("");
        }
    }

    private static String level(String written) {
        return Level.read(Plain.text(written)).map(Level::column).orElse(written);
    }

    private static void year(Map<Column, String> texts, int fiscalYear, List<Fault> faults) {
        String written = texts.getOrDefault(Column.YEAR, "");
        String year = WORD_FOR_YEAR.matcher(Plain.text(written)).replaceFirst("");
        if (!year.isEmpty() && number(Column.YEAR, year, faults) != fiscalYear && faults.isEmpty()) {
            faults.add(new Fault(
                    Column.YEAR,
                    Refusal.invalid("enrolment-year-differs")
                            .with("value", written)
                            .with("expected", String.valueOf(fiscalYear))));
        }
    }

    private static int required(Map<Column, String> texts, Column column, List<Fault> faults) {
        if (Plain.text(texts.getOrDefault(column, "")).isEmpty()) {
            faults.add(
                    new Fault(column, Refusal.invalid("enrolment-cell-missing").with("column", column.chinese())));
        }
        return number(texts, column, faults);
    }

    private static int number(Map<Column, String> texts, Column column, List<Fault> faults) {
        return number(column, texts.getOrDefault(column, ""), faults);
    }

    private static int number(Column column, String written, List<Fault> faults) {
        String text = Plain.text(written);
        if (text.isEmpty()) {
            return 0;
        }
        var whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            faults.add(new Fault(
                    column,
                    Refusal.invalid("enrolment-number-malformed")
                            .with("column", column.chinese())
                            .with("value", Identifier.shown(written))));
            return 0;
        }
        return Integer.parseInt(whole.group(1).replace(",", ""));
    }
}
