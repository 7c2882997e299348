package org.ziyuan.marketplace.roster;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.intake.kept.IntakeKind.Read;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.roster.StandingRoster.Entry;
import org.ziyuan.marketplace.roster.StandingRoster.Standing;
import org.ziyuan.marketplace.roster.written.RosterColumn;
import org.ziyuan.marketplace.roster.written.WrittenRow;

/** Notes what is wrong among the rows of a file: another school, another year, somebody twice, a child that is nowhere. */
@Component
class JudgeRoster {

    /** Fewer pupils do not show which year a file is of: a few repeat or skip a class. */
    private static final int ENOUGH = 10;

    private static final int MOST_OF_TEN = 8;

    void judge(List<Read<RosterColumn, WrittenRow>> rows, Standing there) {
        Map<String, FileRow<RosterColumn>> before = new HashMap<>();
        Set<String> pupils = new HashSet<>();
        for (Read<RosterColumn, WrittenRow> read : rows) {
            placed(read, there);
            twice(read, before.putIfAbsent(read.row().row().key(), read.written()));
            if (read.row().row().kind() == RosterKind.PUPIL) {
                pupils.add(read.row().row().number());
            }
        }
        rows.stream()
                .filter(read -> read.row().row().kind() == RosterKind.PARENT)
                .filter(read -> !hasPupil(read.row().row().childNumber(), pupils, there))
                .forEach(read -> read.written()
                        .fault(
                                RosterColumn.CHILD_NUMBER,
                                Refusal.invalid("roster-child-unknown")
                                        .with("value", read.row().row().childNumber())));
        ofAnotherYear(rows, there);
    }

    private static boolean hasPupil(String number, Set<String> pupils, Standing there) {
        Entry entry = there.entries().get("P " + number);
        return pupils.contains(number) || pupils.isEmpty() && entry != null && !entry.gone();
    }

    /** A file may say whose it is and of which year; then it must be this one's. */
    private static void placed(Read<RosterColumn, WrittenRow> read, Standing there) {
        WrittenRow row = read.row();
        String code = row.schoolCode().key();
        if (!code.isEmpty()
                && !code.equals(new Identifier(there.school().code()).key())
                && !code.equals(there.school().schoolCode())) {
            read.written()
                    .fault(
                            RosterColumn.SCHOOL_CODE,
                            Refusal.invalid("roster-of-another-school")
                                    .with("value", row.schoolCode().text())
                                    .with("school", there.school().name()));
        }
        Integer year = row.schoolYear();
        if (year != null && year != there.schoolYear()) {
            read.written().fault(RosterColumn.SCHOOL_YEAR, anotherYear(there));
        }
    }

    private static void twice(Read<RosterColumn, WrittenRow> read, @Nullable FileRow<RosterColumn> first) {
        if (first != null) {
            RosterColumn column = read.row().row().kind() == RosterKind.PUPIL
                    ? RosterColumn.PUPIL_NUMBER
                    : read.row().row().kind() == RosterKind.TEACHER
                            ? RosterColumn.STAFF_NUMBER
                            : RosterColumn.CHILD_NUMBER;
            read.written().fault(column, Refusal.invalid("roster-row-repeated").with("row", first.number()));
        }
    }

    /** When nearly everybody is one grade lower or higher than here, the file is not of this year. */
    private static void ofAnotherYear(List<Read<RosterColumn, WrittenRow>> rows, Standing there) {
        int[] steps = new int[3];
        for (Read<RosterColumn, WrittenRow> read : rows) {
            Entry entry = there.here(read.row().row());
            Integer grade = read.row().row().grade();
            Integer now = entry == null ? null : entry.row().grade();
            if (read.row().row().kind() == RosterKind.PUPIL
                    && grade != null
                    && now != null
                    && Math.abs(grade - now) <= 1) {
                steps[grade - now + 1]++;
            }
        }
        int all = steps[0] + steps[1] + steps[2];
        if (all >= ENOUGH && Math.max(steps[0], steps[2]) * 10 >= all * MOST_OF_TEN) {
            rows.get(0)
                    .written()
                    .fault(
                            RosterColumn.CLASS,
                            steps[0] > steps[2] ? anotherYear(there) : Refusal.invalid("roster-rollover-first"));
        }
    }

    private static Refusal anotherYear(Standing there) {
        return Refusal.invalid("roster-of-another-year")
                .with("year", there.schoolYear() + "–" + (there.schoolYear() + 1));
    }
}
