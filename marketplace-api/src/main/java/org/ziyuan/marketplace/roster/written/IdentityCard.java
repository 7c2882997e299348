package org.ziyuan.marketplace.roster.written;

import java.util.Locale;
import java.util.regex.Pattern;
import org.ziyuan.marketplace.identifier.Identifier;
import org.ziyuan.marketplace.identifier.Plain;
import org.ziyuan.marketplace.refusal.Refusal;

/** The number of a 身份证 by GB 11643, whose last sign tells a slip of the hand; other papers have other forms. */
final class IdentityCard {

    private static final Pattern CARD = Pattern.compile("[0-9]{17}[0-9X]");
    private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    private static final String CHECKS = "10X98765432";
    private static final int LONGEST = 32;

    private IdentityCard() {}

    /** The number as it is meant, "" for nothing. Refuses with {@code roster-id-number-wrong}. */
    static String read(String cell) {
        String read = Plain.text(cell).toUpperCase(Locale.ROOT);
        if (CARD.matcher(read).matches() && check(read) != read.charAt(WEIGHTS.length) || read.length() > LONGEST) {
            throw Refusal.invalid("roster-id-number-wrong").with("value", Identifier.shown(read));
        }
        return read;
    }

    private static char check(String number) {
        int sum = 0;
        for (int at = 0; at < WEIGHTS.length; at++) {
            sum += (number.charAt(at) - '0') * WEIGHTS[at];
        }
        return CHECKS.charAt(sum % CHECKS.length());
    }
}
