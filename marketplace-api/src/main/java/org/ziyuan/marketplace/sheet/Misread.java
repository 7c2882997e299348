package org.ziyuan.marketplace.sheet;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Words that a spreadsheet carries out as a formula, or makes a number or a day of. */
final class Misread {

    /** A spreadsheet looks for a formula behind blanks and behind what nobody sees. */
    private static final Pattern UNSEEN = Pattern.compile("^[\\s\\p{Z}\\p{Cc}\\p{Cf}]+");

    private static final Pattern NUMERAL = Pattern.compile("[+-]?[0-9]+(?:\\.[0-9]*)?(?:[eE][+-]?[0-9]+)?");

    private static final Pattern NUMERAL_KEPT = Pattern.compile("(?:0|[1-9][0-9]*)(?:\\.[0-9]*[1-9])?");

    private static final Pattern DAY = Pattern.compile(
            "[0-9]{1,4}[-/][0-9]{1,2}(?:[-/][0-9]{1,4})?|[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?"
                    + "|(?i:[0-9]{1,2}-(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*-[0-9]{1,4})");

    private Misread() {}

    static boolean is(String text) {
        return acts(text) || isRewritten(text);
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
                        || bare.chars().filter(Character::isDigit).count() > Cells.DIGITS_KEPT);
        return numeral || DAY.matcher(bare).matches();
    }
}
