package org.ziyuan.marketplace.enrolment;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.enrolment.headcount.Grade;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.identifier.Plain;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * A row as somebody wrote it, and what could be read of it.
 *
 * @param written what stands in it and what is wrong with it
 * @param row what it says, or null when a cell cannot be read
 */
record Candidate(FileRow<Column> written, @Nullable EnrolmentRow row) {

    private static final Pattern WORD_FOR_YEAR = Pattern.compile("年度?$");

    /** @param number its place in the list, from 1 */
    static Candidate of(int number, EnrolmentRow given) {
        FileRow<Column> written = FileRow.withoutCells(Column.ALL, number);
        return judged(
                written,
                new EnrolmentRow(
                        code(Column.SCHOOL, given.school(), written).text(),
                        code(Column.SITE, given.site(), written).padded(EnrolmentRow.SITE_DIGITS),
                        level(Objects.requireNonNullElse(given.level(), "")),
                        given.pupils(),
                        given.boarders(),
                        given.disabilities(),
                        given.grades()));
    }

    /** @param fiscalYear the year of the count, with which the row's own year must agree if it names one */
    static Candidate of(FileRow<Column> written, int fiscalYear) {
        if (!written.isGood()) {
            return new Candidate(written, null);
        }
        year(written, fiscalYear);
        return judged(
                written,
                new EnrolmentRow(
                        written.code(Column.SCHOOL).text(),
                        written.code(Column.SITE).padded(EnrolmentRow.SITE_DIGITS),
                        level(written.text(Column.LEVEL)),
                        pupils(written),
                        written.count(Column.BOARDERS),
                        disabilities(written),
                        grades(written)));
    }

    private static Candidate judged(FileRow<Column> written, EnrolmentRow row) {
        if (!written.isGood()) {
            return new Candidate(written, null);
        }
        new RowFaults(row, written).note();
        return new Candidate(written, row);
    }

    private static int pupils(FileRow<Column> written) {
        written.needs(Column.PUPILS);
        return written.count(Column.PUPILS);
    }

    private static Map<Disability, Integer> disabilities(FileRow<Column> written) {
        Map<Disability, Integer> disabilities = new EnumMap<>(Disability.class);
        for (Disability disability : Disability.values()) {
            int pupils = written.count(Column.of(disability));
            if (pupils != 0) {
                disabilities.put(disability, pupils);
            }
        }
        return disabilities;
    }

    private static List<Integer> grades(FileRow<Column> written) {
        List<Integer> grades = Stream.of(Grade.values())
                .map(grade -> written.count(Column.of(grade)))
                .toList();
        return grades.stream().allMatch(pupils -> pupils == 0) ? List.of() : grades;
    }

    private static Identifier code(Column column, @Nullable String given, FileRow<Column> written) {
        return written.code(column, Objects.requireNonNullElse(given, ""));
    }

    private static String level(String written) {
        return Level.read(Plain.text(written)).map(Level::column).orElse(written);
    }

    private static void year(FileRow<Column> written, int fiscalYear) {
        String year =
                WORD_FOR_YEAR.matcher(Plain.text(written.text(Column.YEAR))).replaceFirst("");
        if (!year.isEmpty() && written.count(Column.YEAR, year) != fiscalYear && written.isGood()) {
            written.fault(
                    Column.YEAR,
                    Refusal.invalid("enrolment-year-differs")
                            .with("value", written.text(Column.YEAR))
                            .with("expected", String.valueOf(fiscalYear)));
        }
    }
}
