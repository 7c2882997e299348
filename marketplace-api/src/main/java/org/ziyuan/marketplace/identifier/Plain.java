package org.ziyuan.marketplace.identifier;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * What a person sees in a cell or a field: full width as half width, and without invisible characters. Digits that are
 * raised, circled or otherwise drawn are not made plain ones: {@code 10²} is not 102.
 */
public final class Plain {

    /** Blanks of every kind, control characters, and what has no width: marks of direction, joiners, byte order marks. */
    private static final Pattern UNSEEN =
            Pattern.compile("[\\s\\p{Z}\\p{Cc}\\p{Cf}\\u115F\\u1160\\u2800\\u3164\\uFFA0]+");
    /** Both are how words are kept words in a file of words: {@code '01} and {@code ="01"}. */
    private static final Pattern KEPT = Pattern.compile("^(?:=\"(.*)\"|'(.*))$", Pattern.DOTALL);

    private Plain() {}

    /** The text without anything that is not seen, also within it; for codes and numbers. */
    public static String text(String written) {
        if (isSeenAsItIs(written)) {
            return written;
        }
        String folded = UNSEEN.matcher(halfWidth(written)).replaceAll("");
        var kept = KEPT.matcher(folded);
        if (!kept.matches()) {
            return folded;
        }
        return kept.group(1) == null ? kept.group(2) : kept.group(1);
    }

    /** The text with the code of every character that looks like another or like nothing, for saying what was found. */
    public static String shown(String written) {
        StringBuilder shown = new StringBuilder();
        written.codePoints().forEach(point -> {
            boolean plain = isPlain(point);
            shown.appendCodePoint(plain || isSeen(point) ? point : '\u25A1');
            if (!plain) {
                shown.append("[U+%04X]".formatted(point));
            }
        });
        return shown.toString();
    }

    /** Most cells of long files are letters, digits and characters of Chinese, of which nothing has to be made. */
    private static boolean isSeenAsItIs(String written) {
        if (!written.isEmpty() && (written.charAt(0) == '=' || written.charAt(0) == '\'')) {
            return false;
        }
        for (int at = 0; at < written.length(); at++) {
            char sign = written.charAt(at);
            if ((sign <= ' ' || sign > '~') && (sign < 0x4E00 || sign > 0x9FA5)) {
                return false;
            }
        }
        return true;
    }

    private static String halfWidth(String written) {
        StringBuilder narrow = new StringBuilder(written.length());
        written.codePoints().forEach(point -> {
            boolean wide = point >= 0xFF01 && point <= 0xFF5E;
            // Word processors make longer dashes of hyphens.
            boolean dash = point >= 0x2010 && point <= 0x2015 || point == 0x2212;
            narrow.appendCodePoint(wide ? point - 0xFEE0 : dash ? '-' : point);
        });
        return Normalizer.normalize(narrow, Normalizer.Form.NFC);
    }

    private static boolean isPlain(int point) {
        return point >= ' ' && point <= '~'
                || Character.UnicodeScript.of(point) == Character.UnicodeScript.HAN
                || "，。、；：？！（）《》“”‘’…—·【】".indexOf(point) >= 0;
    }

    private static boolean isSeen(int point) {
        return !UNSEEN.matcher(Character.toString(point)).matches();
    }
}
