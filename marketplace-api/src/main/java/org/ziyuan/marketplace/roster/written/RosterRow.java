package org.ziyuan.marketplace.roster.written;

import static org.ziyuan.marketplace.roster.written.RosterColumn.CHILD_NUMBER;
import static org.ziyuan.marketplace.roster.written.RosterColumn.CLASS;
import static org.ziyuan.marketplace.roster.written.RosterColumn.GRADE;
import static org.ziyuan.marketplace.roster.written.RosterColumn.ID_NUMBER;
import static org.ziyuan.marketplace.roster.written.RosterColumn.NAME;
import static org.ziyuan.marketplace.roster.written.RosterColumn.PUPIL_NUMBER;
import static org.ziyuan.marketplace.roster.written.RosterColumn.STAFF_NUMBER;
import static org.ziyuan.marketplace.roster.written.RosterColumn.SUBJECT;

import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.roster.RosterKind;

/**
 * What one row of a roster says.
 *
 * @param number of a pupil the 学籍号, of a teacher the 工号, of a parent nothing
 * @param idNumber of the identity card, "" where the school does not say it
 * @param className "" for a teacher without a class and for parents
 * @param grade of the class, null where it has none
 * @param childNumber of a parent the pupil's number, else ""
 */
public record RosterRow(
        RosterKind kind,
        String name,
        String number,
        String idNumber,
        String className,
        @Nullable Integer grade,
        String subject,
        String childNumber) {

    /** What tells somebody from everybody else in the school. A parent has no number of his own. */
    public String person() {
        return number.isEmpty() ? name + "/" + childNumber : number;
    }

    /** The same for everything that one row is about. */
    public String key() {
        return switch (kind) {
            case PUPIL -> "P " + number;
            case TEACHER -> "T " + number + " " + className + " " + subject;
            case PARENT -> "A " + person();
        };
    }

    /** In the words of a file. */
    public Map<RosterColumn, String> cells() {
        Map<RosterColumn, String> cells = new EnumMap<>(RosterColumn.class);
        cells.put(NAME, name);
        cells.put(PUPIL_NUMBER, kind == RosterKind.PUPIL ? number : "");
        cells.put(STAFF_NUMBER, kind == RosterKind.TEACHER ? number : "");
        cells.put(CLASS, className);
        cells.put(GRADE, ClassName.word(grade));
        cells.put(SUBJECT, subject);
        cells.put(CHILD_NUMBER, childNumber);
        cells.put(ID_NUMBER, idNumber);
        return cells;
    }

    /** What {@link #cells} has written. */
    public static RosterRow of(Map<RosterColumn, String> cells) {
        String pupil = cells.getOrDefault(PUPIL_NUMBER, "");
        String staff = cells.getOrDefault(STAFF_NUMBER, "");
        RosterKind kind =
                !pupil.isEmpty() ? RosterKind.PUPIL : !staff.isEmpty() ? RosterKind.TEACHER : RosterKind.PARENT;
        return new RosterRow(
                kind,
                cells.getOrDefault(NAME, ""),
                pupil + staff,
                cells.getOrDefault(ID_NUMBER, ""),
                cells.getOrDefault(CLASS, ""),
                ClassName.grade(cells.getOrDefault(GRADE, "")),
                cells.getOrDefault(SUBJECT, ""),
                cells.getOrDefault(CHILD_NUMBER, ""));
    }
}
