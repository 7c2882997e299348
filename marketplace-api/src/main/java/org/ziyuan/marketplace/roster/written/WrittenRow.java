package org.ziyuan.marketplace.roster.written;

import static org.ziyuan.marketplace.roster.written.RosterColumn.CHILD_NUMBER;
import static org.ziyuan.marketplace.roster.written.RosterColumn.CLASS;
import static org.ziyuan.marketplace.roster.written.RosterColumn.GRADE;
import static org.ziyuan.marketplace.roster.written.RosterColumn.ID_NUMBER;
import static org.ziyuan.marketplace.roster.written.RosterColumn.NAME;
import static org.ziyuan.marketplace.roster.written.RosterColumn.PUPIL_NUMBER;
import static org.ziyuan.marketplace.roster.written.RosterColumn.SCHOOL_CODE;
import static org.ziyuan.marketplace.roster.written.RosterColumn.SCHOOL_YEAR;
import static org.ziyuan.marketplace.roster.written.RosterColumn.STAFF_NUMBER;
import static org.ziyuan.marketplace.roster.written.RosterColumn.SUBJECT;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.identifier.Plain;
import org.ziyuan.marketplace.intake.FileRow;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.roster.RosterKind;
import org.ziyuan.marketplace.text.TextField;

/**
 * A row of a file as its school wrote it.
 *
 * @param schoolCode whose it says it is, "" where it does not
 * @param schoolYear of which school year it says it is, by the year in which that begins; null where it does not
 */
public record WrittenRow(
        RosterRow row, Identifier schoolCode, @Nullable Integer schoolYear) {

    private static final TextField PERSON = TextField.name("name", 1, 64);
    private static final TextField SUBJECT_NAME = TextField.name("subject", 0, 40);
    /** Also G and the eighteen signs of an identity card, as the ministry numbers pupils. */
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z-]{1,32}");

    private static final Pattern SEVERAL = Pattern.compile("[、,，;；]");
    private static final Pattern YEAR = Pattern.compile("((?:20)[0-9]{2})(?:[-—~/至]+((?:20)?[0-9]{2}))?(?:学年|年)?");

    /** Null where the row cannot be read; why is noted in it. */
    public static @Nullable WrittenRow read(FileRow<RosterColumn> row) {
        RosterKind kind = kind(row);
        String name = row.mustSay(NAME) ? row.read(NAME, PERSON::read) : null;
        String idNumber = row.read(ID_NUMBER, IdentityCard::read);
        Integer year = row.read(SCHOOL_YEAR, WrittenRow::year);
        if (kind == null || name == null || idNumber == null) {
            return null;
        }
        ClassName named = className(row, kind);
        String subject = kind == RosterKind.TEACHER ? row.read(SUBJECT, SUBJECT_NAME::read) : "";
        String number = switch (kind) {
            case PUPIL, TEACHER -> number(row, numberOf(kind));
            case PARENT -> "";
        };
        String child = kind == RosterKind.PARENT ? number(row, CHILD_NUMBER) : "";
        Identifier school = row.code(SCHOOL_CODE);
        return !row.isGood() || named == null || subject == null || number == null || child == null
                ? null
                : new WrittenRow(
                        new RosterRow(kind, name, number, idNumber, named.name(), named.grade(), subject, child),
                        school,
                        year);
    }

    /** One number says what somebody is; two contradict each other. */
    private static @Nullable RosterKind kind(FileRow<RosterColumn> row) {
        RosterKind said = null;
        int several = 0;
        for (RosterKind kind : RosterKind.values()) {
            if (!row.isBlank(numberOf(kind))) {
                said = kind;
                several++;
            }
        }
        if (several == 1) {
            return said;
        }
        row.fault(PUPIL_NUMBER, Refusal.invalid(several == 0 ? "roster-number-missing" : "roster-numbers-contradict"));
        return null;
    }

    private static RosterColumn numberOf(RosterKind kind) {
        return switch (kind) {
            case PUPIL -> PUPIL_NUMBER;
            case TEACHER -> STAFF_NUMBER;
            case PARENT -> CHILD_NUMBER;
        };
    }

    private static @Nullable ClassName className(FileRow<RosterColumn> row, RosterKind kind) {
        if (kind == RosterKind.PARENT || kind == RosterKind.TEACHER && row.isBlank(CLASS)) {
            return new ClassName("", null);
        }
        if (row.isBlank(CLASS)) {
            row.fault(CLASS, Refusal.invalid("roster-class-missing"));
            return null;
        }
        if (SEVERAL.matcher(row.text(CLASS)).find()) {
            row.fault(CLASS, Refusal.invalid("roster-classes-in-one-cell"));
            return null;
        }
        if (!row.isBlank(GRADE) && ClassName.grade(Plain.text(row.text(GRADE))) == null) {
            row.fault(GRADE, Refusal.invalid("roster-grade-unknown").with("value", Identifier.shown(row.text(GRADE))));
            return null;
        }
        return row.read(CLASS, cell -> ClassName.of(cell, row.text(GRADE)));
    }

    private static @Nullable String number(FileRow<RosterColumn> row, RosterColumn column) {
        String read = row.code(column).text().toUpperCase(Locale.ROOT);
        if (!NUMBER.matcher(read).matches()) {
            row.fault(
                    column,
                    Refusal.invalid("roster-number-malformed")
                            .with("column", column.chinese())
                            .with("value", Identifier.shown(row.text(column))));
            return null;
        }
        return read;
    }

    private static @Nullable Integer year(String cell) {
        String read = Plain.text(cell);
        if (read.isEmpty()) {
            return null;
        }
        Matcher year = YEAR.matcher(read);
        if (!year.matches()) {
            throw Refusal.invalid("roster-year-unknown").with("value", Identifier.shown(cell));
        }
        return Integer.valueOf(year.group(1));
    }
}
