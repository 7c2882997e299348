package org.ziyuan.marketplace.identifier;

import java.util.Locale;
import java.util.regex.Pattern;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * A code or number that names one thing. A spreadsheet takes the zeros from the front of it, adds {@code .0}, writes it with
 * an exponent or as a day; people type it in full width, in small letters, with blanks. All writings of which it is certain
 * what they mean are one identifier here; the others are refused.
 *
 * <p>The function {@code identifier_key} of the database says the same as {@link #key}.
 *
 * @param text how it was given: in half width, without blanks, with its zeros and small letters
 */
public record Identifier(String text) {

    private static final Pattern WHOLE = Pattern.compile("([0-9]+)\\.0*");
    private static final Pattern DIGITS = Pattern.compile("[0-9]+");
    private static final Pattern ZEROS = Pattern.compile("^0+(?=.)");
    /**
     * What spreadsheets make of 1E3, of 12345678901234567890 and of 1-2; nobody can say any more which it was. None writes a
     * zero in front of other digits: 06056e3 is as somebody gave it.
     */
    private static final Pattern REWRITTEN = Pattern.compile("""
            [+-]?(0|[1-9][0-9]*)(\\.[0-9]*)?E[+-]?[0-9]+\
            |[0-9]{1,4}/[0-9]{1,2}(/[0-9]{1,4})?\
            |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}\
            |([0-9]{2,4}年)?[0-9]{1,2}月([0-9]{1,2}日)?\
            |[0-9]{1,2}-(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)(-[0-9]{2,4})?\
            |(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC)-[0-9]{2,4}""");

    private static final int SHOWN = 60;

    /** @throws Refusal {@code identifier-rewritten} for what only a spreadsheet writes */
    public static Identifier of(String written) {
        String plain = Plain.text(written);
        if (mayBeRewritten(plain)
                && REWRITTEN.matcher(plain.toUpperCase(Locale.ROOT)).matches()) {
            throw Refusal.invalid("identifier-rewritten").with("value", shown(written));
        }
        if (plain.indexOf('.') < 0) {
            return new Identifier(plain);
        }
        var whole = WHOLE.matcher(plain);
        return new Identifier(whole.matches() ? whole.group(1) : plain);
    }

    /** An exponent, a fraction or a day has one of these signs; most codes have none. */
    private static boolean mayBeRewritten(String plain) {
        for (int at = 0; at < plain.length(); at++) {
            if ("Ee/-月".indexOf(plain.charAt(at)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** The same for all writings of one identifier: capitals, and a number without the zeros in front of it. */
    public String key() {
        return isNumber() ? ZEROS.matcher(text).replaceFirst("") : text.toUpperCase(Locale.ROOT);
    }

    /** The one form in which it is written down where numbers have at least so many digits: 1 as 01. */
    public String padded(int digits) {
        return isNumber() ? "0".repeat(Math.max(0, digits - key().length())) + key() : key();
    }

    /** What was written, with every character that is not seen or looks like another, short enough for a sentence. */
    public static String shown(String written) {
        int most = written.offsetByCodePoints(0, Math.min(SHOWN, written.codePointCount(0, written.length())));
        return Plain.shown(written.substring(0, most));
    }

    private boolean isNumber() {
        return DIGITS.matcher(text).matches();
    }
}
