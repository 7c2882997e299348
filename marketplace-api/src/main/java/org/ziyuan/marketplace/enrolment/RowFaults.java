package org.ziyuan.marketplace.enrolment;

import java.util.List;
import org.ziyuan.marketplace.enrolment.headcount.Grade;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.refusal.Refusal;

/** Notes what is wrong within one row, whatever the other rows say. */
final class RowFaults {

    private final EnrolmentRow row;
    private final FileRow<Column> written;

    RowFaults(EnrolmentRow row, FileRow<Column> written) {
        this.row = row;
        this.written = written;
    }

    void note() {
        if (row.school() == null || row.school().isBlank()) {
            add(Column.SCHOOL, Refusal.invalid("enrolment-cell-missing").with("column", Column.SCHOOL.chinese()));
        }
        if (!EnrolmentRow.isSite(row.site())) {
            add(Column.SITE, Refusal.invalid("enrolment-site-malformed").with("value", Identifier.shown(row.site())));
        }
        if (row.level() == null || Level.read(row.level()).isEmpty()) {
            add(
                    Column.LEVEL,
                    Refusal.invalid("enrolment-level-unknown")
                            .with("value", Identifier.shown(String.valueOf(row.level()))));
        }
        inRange(Column.PUPILS, row.pupils());
        inRange(Column.BOARDERS, row.boarders());
        row.disabilities().forEach((disability, pupils) -> inRange(Column.of(disability), pupils));
        byGrade();
        if (written.isGood()) {
            together();
        }
    }

    /** Either nothing is said of grades or all of them are, and then they add up to the pupils. */
    private void byGrade() {
        List<Integer> grades = row.grades();
        if (grades.isEmpty()) {
            return;
        }
        if (grades.size() != Grade.values().length) {
            add(Column.GRADE_1, Refusal.invalid("enrolment-grades-incomplete").with("most", Grade.values().length));
            return;
        }
        for (Grade grade : Grade.values()) {
            inRange(Column.of(grade), grades.get(grade.ordinal()));
        }
        int together = grades.stream().mapToInt(Integer::intValue).sum();
        if (together != row.pupils()) {
            add(
                    Column.PUPILS,
                    Refusal.invalid("enrolment-grades-differ")
                            .with("grades", together)
                            .with("pupils", row.pupils()));
        }
    }

    private void inRange(Column column, int pupils) {
        if (pupils < 0 || pupils > EnrolmentRow.MOST_PUPILS) {
            add(
                    column,
                    Refusal.invalid("enrolment-number-out-of-range")
                            .with("column", column.chinese())
                            .with("value", pupils)
                            .with("most", EnrolmentRow.MOST_PUPILS));
        }
    }

    private void together() {
        if (row.boarders() > row.pupils()) {
            add(
                    Column.BOARDERS,
                    Refusal.invalid("enrolment-boarders-exceed-pupils")
                            .with("boarders", row.boarders())
                            .with("pupils", row.pupils()));
        }
        if (row.special() > row.pupils()) {
            add(
                    Column.PUPILS,
                    Refusal.invalid("enrolment-disabilities-exceed-pupils")
                            .with("special", row.special())
                            .with("pupils", row.pupils()));
        } else if (row.level().equals(Level.SPECIAL.column()) && row.special() != row.pupils()) {
            add(
                    Column.PUPILS,
                    Refusal.invalid("enrolment-disabilities-missing")
                            .with("special", row.special())
                            .with("pupils", row.pupils()));
        }
    }

    private void add(Column column, Refusal refusal) {
        written.fault(column, refusal);
    }
}
