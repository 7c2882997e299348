package org.ziyuan.marketplace.text;

import java.security.SecureRandom;
import java.util.Locale;

/** A code of eighty random bits, written so that it is typed from paper without mistakes. */
public final class TypedCode {

    /** Crockford's alphabet: none of I, L, O and U, so that nothing is taken for a digit or reads as a word. */
    private static final String LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    private static final int LENGTH = 16;
    private static final int GROUP = 4;
    private static final SecureRandom RANDOM = new SecureRandom();

    private TypedCode() {}

    /** A new one in four groups, as {@code 7KQ2-M0XD-…}. */
    public static String draw() {
        StringBuilder code = new StringBuilder();
        for (int at = 0; at < LENGTH; at++) {
            if (at > 0 && at % GROUP == 0) {
                code.append('-');
            }
            code.append(LETTERS.charAt(RANDOM.nextInt(LETTERS.length())));
        }
        return code.toString();
    }

    /** What a code means, however it was typed: small letters, blanks, full width, O for 0 and I or L for 1. */
    public static String plain(String typed) {
        return TextField.plain(TextField.beginning(typed, 100))
                .toUpperCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Pd}]", "")
                .replace('O', '0')
                .replaceAll("[IL]", "1");
    }
}
