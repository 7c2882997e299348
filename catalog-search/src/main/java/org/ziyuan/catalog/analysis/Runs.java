package org.ziyuan.catalog.analysis;

import java.util.ArrayList;
import java.util.List;

/**
 * Plain text as runs of one kind: Chinese characters, longer numbers, and Latin words. A single digit between Chinese
 * characters belongs to them, since 必修2 is 必修二.
 */
final class Runs {

    private static final String NUMERALS = "零一二三四五六七八九";

    private Runs() {}

    static List<String> of(String plain) {
        List<String> runs = new ArrayList<>();
        StringBuilder run = new StringBuilder();
        for (int at = 0; at < plain.length(); at++) {
            if (at > 0 && kind(plain, at) != kind(plain, at - 1)) {
                keep(runs, run);
            }
            run.append(plain.charAt(at));
        }
        keep(runs, run);
        return runs;
    }

    static boolean isHan(String run) {
        return kind(run, 0) == Kind.HAN;
    }

    /** 第二册 as 第2册. */
    static String withDigits(String han) {
        StringBuilder digits = new StringBuilder();
        for (char character : han.toCharArray()) {
            int value = NUMERALS.indexOf(character == '〇' ? '零' : character);
            digits.append(value < 0 ? character : (char) ('0' + value));
        }
        return digits.toString();
    }

    /** 第2册 as 第二册: what is spoken. */
    static String withNumerals(String han) {
        StringBuilder numerals = new StringBuilder();
        for (char character : han.toCharArray()) {
            numerals.append(PlainText.isDigit(character) ? NUMERALS.charAt(character - '0') : character);
        }
        return numerals.toString();
    }

    private static void keep(List<String> runs, StringBuilder run) {
        String text = run.toString().strip();
        if (!text.isEmpty()) {
            runs.add(text);
        }
        run.setLength(0);
    }

    private enum Kind {
        SPACE,
        HAN,
        NUMBER,
        LATIN
    }

    private static Kind kind(String plain, int at) {
        char character = plain.charAt(at);
        if (character == ' ') {
            return Kind.SPACE;
        }
        if (PlainText.isDigit(character)) {
            boolean alone = !digitAt(plain, at - 1) && !digitAt(plain, at + 1);
            return alone ? Kind.HAN : Kind.NUMBER;
        }
        return PlainText.isHan(character) ? Kind.HAN : Kind.LATIN;
    }

    private static boolean digitAt(String plain, int at) {
        return at >= 0 && at < plain.length() && PlainText.isDigit(plain.charAt(at));
    }
}
