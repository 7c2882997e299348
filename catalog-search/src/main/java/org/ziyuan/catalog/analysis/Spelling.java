package org.ziyuan.catalog.analysis;

import java.util.ArrayList;
import java.util.List;

/** Spells text that mixes Chinese with digits and letters: a digit and a Latin word are syllables of their own. */
final class Spelling {

    private Spelling() {}

    static List<String> syllables(String plain) {
        List<String> syllables = new ArrayList<>();
        int at = 0;
        while (at < plain.length()) {
            int end = endOfRun(plain, at);
            String run = plain.substring(at, end);
            if (PlainText.isHan(run.charAt(0))) {
                syllables.addAll(Pinyin.syllables(run));
            } else if (!run.isBlank()) {
                syllables.add(run);
            }
            at = end;
        }
        return syllables;
    }

    /** Where the run of characters of one kind that begins here ends. */
    static int endOfRun(String plain, int start) {
        int kind = kind(plain.charAt(start));
        int end = start + 1;
        while (end < plain.length() && kind(plain.charAt(end)) == kind) {
            end++;
        }
        return end;
    }

    private static int kind(char character) {
        if (character == ' ') {
            return 0;
        }
        return PlainText.isHan(character) ? 1 : PlainText.isDigit(character) ? 2 : 3;
    }
}
