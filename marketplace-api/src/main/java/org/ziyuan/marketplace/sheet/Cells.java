package org.ziyuan.marketplace.sheet;

import java.text.Normalizer;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
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
    private static final int DIGITS_KEPT = 15;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(BeijingTime.ZONE);

    /** A spreadsheet looks for a formula behind blanks and behind what nobody sees. */
    private static final Pattern UNSEEN = Pattern.compile("^[\\s\\p{Z}\\p{Cc}\\p{Cf}]+");

    private static final Pattern NUMERAL = Pattern.compile("[+-]?[0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]+)?");
    private static final Pattern NUMERAL_KEPT = Pattern.compile("(?:0|[1-9][0-9]*)(?:\\.[0-9]*[1-9])?");
    private static final Pattern DAY = Pattern.compile(
            "[0-9]{1,4}[-/][0-9]{1,2}(?:[-/][0-9]{1,4})?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
                    + "|(?i:[0-9]{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-[0-9]{1,4})");

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
        String text = text(cell);
        return acts(text) || isRewritten(text);
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

    /** What begins with one of these signs is calculated, also in full width, as a Chinese keyboard writes it. */
    private static boolean acts(String text) {
        if (text.isEmpty()) {
            return false;
        }
        String bare = UNSEEN.matcher(text).replaceFirst("");
        boolean sign = !bare.isEmpty()
                && "=+-@"
                                .indexOf(Normalizer.normalize(bare.substring(0, 1), Normalizer.Form.NFKC)
                                        .charAt(0))
                        >= 0;
        return sign || "\t\r\n".indexOf(text.charAt(0)) >= 0;
    }

    private static boolean isRewritten(String text) {
        String bare = Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
        boolean numeral = NUMERAL.matcher(bare).matches()
                && (!NUMERAL_KEPT.matcher(bare).matches()
                        || bare.chars().filter(Character::isDigit).count() > DIGITS_KEPT);
        return numeral || DAY.matcher(bare).matches();
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
