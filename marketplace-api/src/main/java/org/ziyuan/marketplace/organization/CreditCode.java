package org.ziyuan.marketplace.organization;

import java.util.Locale;
import java.util.regex.Pattern;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * A unified social credit code (统一社会信用代码): 18 digits and letters without I, O, S, V, Z, of which the last checks the
 * others.
 */
public final class CreditCode {

    /** GB 32100-2015: the place of a sign is its value. */
    private static final String SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY";

    private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
    private static final Pattern FORM = Pattern.compile("[0-9A-HJ-NP-RTUWXY]{18}");

    private CreditCode() {}

    /**
     * The code as it is kept, in capitals.
     *
     * @throws Refusal {@code credit-code-malformed} for what is no such code, {@code credit-code-check-digit} with the last
     *     sign that the others ask for
     */
    public static String read(String plain) {
        String code = plain.toUpperCase(Locale.ROOT);
        if (!FORM.matcher(code).matches()) {
            throw Refusal.invalid("credit-code-malformed").with("value", plain).with("field", "unifiedCreditCode");
        }
        char wanted = checkOf(code);
        if (wanted != code.charAt(WEIGHTS.length)) {
            throw Refusal.invalid("credit-code-check-digit")
                    .with("value", code)
                    .with("wanted", String.valueOf(wanted))
                    .with("field", "unifiedCreditCode");
        }
        return code;
    }

    private static char checkOf(String code) {
        int sum = 0;
        for (int at = 0; at < WEIGHTS.length; at++) {
            sum += SIGNS.indexOf(code.charAt(at)) * WEIGHTS[at];
        }
        return SIGNS.charAt((31 - sum % 31) % 31);
    }
}
