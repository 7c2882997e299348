package org.ziyuan.catalog.analysis;

import com.github.houbb.opencc4j.util.ZhConverterUtil;
import java.text.Normalizer;

/**
 * Text as it is compared: half width, lower case, simplified characters, and a space for everything that is neither
 * letter nor digit. Each character becomes exactly one, so that a match can be shown in the text as it was written.
 */
public final class PlainText {

    private PlainText() {}

    public static String of(String written) {
        StringBuilder plain = new StringBuilder(written.length());
        for (int at = 0; at < written.length(); at++) {
            plain.append(plain(written.charAt(at)));
        }
        return simplified(plain.toString());
    }

    /** The same without spaces: how a term of the vocabulary is spelt. */
    public static String compact(String written) {
        return of(written).replace(" ", "");
    }

    static boolean isHan(char character) {
        return Character.UnicodeScript.of(character) == Character.UnicodeScript.HAN;
    }

    static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    static boolean isLatin(char character) {
        return Character.isLetter(character) && !isHan(character);
    }

    private static char plain(char character) {
        if (character < 128) {
            return Character.isLetterOrDigit(character) ? Character.toLowerCase(character) : ' ';
        }
        String composed = Normalizer.normalize(String.valueOf(character), Normalizer.Form.NFKC);
        char single = composed.length() == 1 ? Character.toLowerCase(composed.charAt(0)) : character;
        return Character.isLetterOrDigit(single) || Character.isSurrogate(single) ? single : ' ';
    }

    private static String simplified(String text) {
        if (!text.chars().anyMatch(character -> character >= 0x2E80)) {
            return text;
        }
        String simple = ZhConverterUtil.toSimple(text);
        return simple.length() == text.length() ? simple : text;
    }
}
