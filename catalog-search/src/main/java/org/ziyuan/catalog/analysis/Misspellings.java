package org.ziyuan.catalog.analysis;

import java.util.Comparator;
import java.util.Optional;

/** Finds the term that was probably meant: one that sounds the same, or differs in one place. */
final class Misspellings {

    private static final int SHORTEST_LATIN = 5;

    /** A longer run is a sentence, not a slip; and every part of it would have to be compared. */
    private static final int LONGEST_CORRECTED = 16;

    private static final int SHORTEST_LOOKALIKE = 4;

    private final Vocabulary vocabulary;

    Misspellings(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    void correct(Understanding.Notes notes, String text) {
        if (PlainText.isHan(text.charAt(0))) {
            correctChinese(notes, text);
        } else {
            nearestPinyin(text).ifPresentOrElse(meant -> notes.corrected(text, meant), () -> notes.unknown(text));
        }
    }

    private void correctChinese(Understanding.Notes notes, String text) {
        if (text.length() > LONGEST_CORRECTED) {
            notes.unknown(text);
            return;
        }
        for (int length = Math.min(text.length(), vocabulary.longestForm()); length >= 2; length--) {
            for (int at = 0; at + length <= text.length(); at++) {
                String part = text.substring(at, at + length);
                Optional<Term> meant = soundsLike(part).or(() -> looksLike(part));
                if (meant.isPresent()) {
                    keepUnknown(notes, text.substring(0, at));
                    notes.corrected(part, meant.get());
                    keepUnknown(notes, text.substring(at + length));
                    return;
                }
            }
        }
        notes.unknown(text);
    }

    private void keepUnknown(Understanding.Notes notes, String rest) {
        if (!rest.isBlank()) {
            correctChinese(notes, rest.strip());
        }
    }

    private Optional<Term> soundsLike(String part) {
        return vocabulary.spoken(Pinyin.joined(part)).stream()
                .filter(term -> term.form().length() == part.length() && !term.bounded())
                .findFirst();
    }

    private Optional<Term> looksLike(String part) {
        return part.length() < SHORTEST_LOOKALIKE
                ? Optional.empty()
                : vocabulary.terms().stream()
                        .filter(term -> term.form().length() == part.length() && slips(part, term.form()) == 1)
                        .findFirst();
    }

    /** Compares pinyin with the same first letter only: people notice a wrong first letter. */
    private Optional<Term> nearestPinyin(String typed) {
        if (typed.length() < SHORTEST_LATIN) {
            return Optional.empty();
        }
        return vocabulary.pinyins().stream()
                .filter(pinyin -> pinyin.charAt(0) == typed.charAt(0) && slips(typed, pinyin) == 1)
                .min(Comparator.comparingInt(pinyin -> Math.abs(pinyin.length() - typed.length())))
                .map(vocabulary::spoken)
                .map(terms -> terms.get(0));
    }

    /** How many slips of the hand lie between two words: one inserted, lost, wrong, or swapped with its neighbour. */
    private static int slips(String one, String other) {
        int[][] slips = new int[one.length() + 1][other.length() + 1];
        for (int row = 0; row <= one.length(); row++) {
            for (int column = 0; column <= other.length(); column++) {
                slips[row][column] = row == 0 ? column : column == 0 ? row : cheapest(slips, one, other, row, column);
            }
        }
        return slips[one.length()][other.length()];
    }

    private static int cheapest(int[][] slips, String one, String other, int row, int column) {
        int wrong = one.charAt(row - 1) == other.charAt(column - 1) ? 0 : 1;
        int cheapest = Math.min(
                slips[row - 1][column - 1] + wrong, Math.min(slips[row - 1][column], slips[row][column - 1]) + 1);
        boolean swapped = row > 1
                && column > 1
                && one.charAt(row - 1) == other.charAt(column - 2)
                && one.charAt(row - 2) == other.charAt(column - 1);
        return swapped ? Math.min(cheapest, slips[row - 2][column - 2] + 1) : cheapest;
    }
}
