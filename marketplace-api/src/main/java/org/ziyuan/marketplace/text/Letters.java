package org.ziyuan.marketplace.text;

import java.lang.Character.UnicodeScript;
import java.util.Set;

/** What the single characters of a text are to its reader. */
final class Letters {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int MONGOLIAN_VOWEL_SEPARATOR = 0x180E;
    private static final int REPLACEMENT = 0xFFFD;

    /** Letters, marks and symbols by their class, which nevertheless draw nothing. */
    private static final Set<Integer> DRAWN_AS_NOTHING =
            Set.of(0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0);

    /** Mongolian and Uyghur, in which schools of ours teach, are not written right without joiners. */
    private static final Set<UnicodeScript> JOINED = Set.of(UnicodeScript.ARABIC, UnicodeScript.MONGOLIAN);

    private Letters() {}

    static boolean isBlank(int point) {
        return Character.isWhitespace(point) || Character.isSpaceChar(point);
    }

    /** A blank of another width that looks like the ordinary one; the ideographic one is wider and Mongolian has its own. */
    static boolean isOddBlank(int point) {
        return Character.getType(point) == Character.SPACE_SEPARATOR && point != 0x3000 && point != 0x202F;
    }

    static boolean endsLine(int point) {
        return point == '\r' || point == 0x0B || point == '\f' || point == 0x85 || point == 0x2028 || point == 0x2029;
    }

    /** Invisible, or turns around what stands beside it; joiners pass where the script or the pictograph needs them. */
    static boolean isInvisible(int[] points, int at) {
        int point = points[at];
        if (DRAWN_AS_NOTHING.contains(point)) {
            return true;
        }
        return Character.getType(point) == Character.FORMAT && !joins(points, at);
    }

    /** What came in as no text at all: half a character, a null, or the sign that something was lost on the way. */
    static boolean isBroken(int point) {
        return point == 0 || point == REPLACEMENT || Character.getType(point) == Character.SURROGATE;
    }

    /** A control, a place where no character is, or one that only the writer's own fonts draw. */
    static boolean isNoCharacter(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL, Character.PRIVATE_USE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            case Character.UNASSIGNED -> !mayBeYounger(point);
            default -> false;
        };
    }

    /** Whether it can be said aloud and looked for. */
    static boolean isSpoken(int point) {
        return Character.isLetterOrDigit(point)
                || isYoungIdeograph(point)
                || Character.getType(point) == Character.OTHER_NUMBER;
    }

    /** Java knows the characters of its year; ideographs and pictographs come anew every year and have their ranges. */
    private static boolean mayBeYounger(int point) {
        boolean never = (point & 0xFFFE) == 0xFFFE;
        return !never && (isYoungIdeograph(point) || point >= 0x1F000 && point <= 0x1FAFF);
    }

    private static boolean isYoungIdeograph(int point) {
        return point >= 0x20000 && point <= 0x3FFFD || point >= 0x9FF0 && point <= 0x9FFF;
    }

    private static boolean joins(int[] points, int at) {
        int before = at > 0 ? points[at - 1] : 0;
        int after = at + 1 < points.length ? points[at + 1] : 0;
        return switch (points[at]) {
            case ZERO_WIDTH_JOINER -> isPictograph(before) && isPictograph(after) || isJoined(before);
            case ZERO_WIDTH_NON_JOINER, MONGOLIAN_VOWEL_SEPARATOR -> isJoined(before) && isJoined(after);
            default -> false;
        };
    }

    private static boolean isJoined(int point) {
        return Character.isLetter(point) && JOINED.contains(UnicodeScript.of(point));
    }

    private static boolean isPictograph(int point) {
        return point >= 0x1F000 && point <= 0x1FAFF || point >= 0x2190 && point <= 0x2BFF || point == 0xFE0F;
    }
}
