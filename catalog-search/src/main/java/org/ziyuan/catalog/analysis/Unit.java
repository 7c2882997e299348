package org.ziyuan.catalog.analysis;

import java.util.List;

/**
 * One run of what remains of a query, with the tokens that must be found for it.
 *
 * @param text the run itself
 * @param chinese whether it is Chinese; otherwise it is a number or was typed in Latin letters
 * @param grams looked up among {@link Tokens#grams}; for a single Chinese character among {@link Tokens#characters}
 * @param pinyin looked up among {@link Tokens#pinyin}; empty when it is no pinyin
 * @param initials looked up among {@link Tokens#initials}; empty when it cannot be initials
 */
public record Unit(String text, boolean chinese, List<String> grams, List<String> pinyin, List<String> initials) {

    private static final int LONGEST_INITIALS = 8;

    static Unit of(String run) {
        return Runs.isHan(run) ? chinese(run) : latin(run);
    }

    private static Unit chinese(String run) {
        List<String> syllables = Pinyin.syllables(Runs.withNumerals(run));
        return new Unit(run, true, Grams.pairs(Runs.withDigits(run)), Grams.joined(syllables, 2, 2), List.of());
    }

    private static Unit latin(String run) {
        List<String> syllables = Pinyin.cut(run);
        boolean letters = run.chars().allMatch(character -> character >= 'a' && character <= 'z');
        boolean abbreviates = letters && run.length() >= 2 && run.length() <= LONGEST_INITIALS;
        int length = Math.min(run.length(), Analysis.LONGEST_GRAM);
        return new Unit(
                run,
                false,
                List.of(run),
                Grams.joined(syllables, 2, 2),
                abbreviates ? Grams.joined(Grams.letters(run), length, length) : List.of());
    }
}
