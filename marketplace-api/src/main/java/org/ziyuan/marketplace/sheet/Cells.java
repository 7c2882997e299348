package org.ziyuan.marketplace.sheet;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.transaction.BeijingTime;

/**
 * Writes a value into a cell so that a spreadsheet neither carries out a word nor makes another one of it. Every table
 * that leaves is written here.
 */
final class Cells {

    /** What a spreadsheet holds in one cell; it calls a file with more damaged. */
    private static final int LONGEST = 32_000;

    private static final String CUT = "…";
    /** A spreadsheet keeps so many digits of a number and makes zeros of the others. */
    static final int DIGITS_KEPT = 15;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(BeijingTime.ZONE);

    private Cells() {}

    /** The words of a cell that is not a number. */
    static String words(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        String text = cell instanceof OffsetDateTime moment ? MOMENT.format(moment) : text(cell);
        return printable(text.length() > LONGEST ? text.substring(0, LONGEST - CUT.length()) + CUT : text);
    }

    /** Whether a spreadsheet calculates with it and keeps every digit. */
    static boolean isNumber(@Nullable Object cell) {
        return (cell instanceof Money || cell instanceof Number)
                && text(cell).chars().filter(Character::isDigit).count() <= DIGITS_KEPT;
    }

    /** Whether a spreadsheet that reads or is given it as it stands would show something else than it says. */
    static boolean isChanged(@Nullable Object cell) {
        if (cell == null || isNumber(cell) || cell instanceof OffsetDateTime || cell instanceof LocalDate) {
            return false;
        }
        return Misread.is(text(cell));
    }

    /**
     * The cell in a CSV file, where a word, a number and a formula look the same. What would be changed is marked as a
     * word.
     */
    static String plain(@Nullable Object cell) {
        String words = words(cell);
        return isChanged(cell) ? "'" + words : words;
    }

    private static String text(Object cell) {
        return cell instanceof Money amount ? amount.inYuan() : cell.toString();
    }

    /** Characters that no XML may hold would damage a workbook. */
    private static String printable(String text) {
        return text.codePoints().allMatch(Cells::isAllowed)
                ? text
                : text.codePoints()
                        .map(point -> isAllowed(point) ? point : '\uFFFD')
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }

    private static boolean isAllowed(int point) {
        return point == '\t'
                || point == '\n'
                || point == '\r'
                || point >= 0x20 && point <= 0xD7FF
                || point >= 0xE000 && point <= 0xFFFD
                || point >= 0x10000;
    }
}
