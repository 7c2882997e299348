package org.ziyuan.storefront.export;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/** How a value is written into a cell. */
final class Cells {

    /** What a spreadsheet holds in one cell; it calls a file with more damaged. */
    private static final int LONGEST = 32_000;

    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));

    private Cells() {}

    /** The words of a cell that is not a number. */
    static String words(@Nullable Object cell) {
        if (cell == null) {
            return "";
        }
        String text = cell instanceof OffsetDateTime moment ? MOMENT.format(moment) : cell.toString();
        return printable(text.length() > LONGEST ? text.substring(0, LONGEST) : text);
    }

    /** The cell in a CSV file, where a word and a formula look the same: a word that could be one is marked as a word. */
    static String plain(@Nullable Object cell) {
        if (cell instanceof Money amount) {
            return amount.inYuan();
        }
        return cell instanceof Number number ? number.toString() : harmless(words(cell));
    }

    /**
     * A spreadsheet calculates what begins with one of these, also behind blanks and also when they are written in full
     * width, as a Chinese keyboard writes them.
     */
    private static String harmless(String words) {
        String bare = words.stripLeading();
        boolean acts = !words.isEmpty() && "\t\r\n".indexOf(words.charAt(0)) >= 0
                || !bare.isEmpty() && "=+-@＝＋－＠".indexOf(bare.charAt(0)) >= 0;
        return acts ? "'" + words : words;
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
