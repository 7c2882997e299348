package org.ziyuan.catalog.analysis;

import java.util.List;
import java.util.function.Function;

/** Finds terms in what was typed on a Latin keyboard: sannianji shuxue, yw, rjb. */
final class LatinReader {

    private static final int LONGEST_PART = 40;

    private final Vocabulary vocabulary;

    LatinReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    void read(String stretch, Understanding.Notes notes, QueryReader.Unknown unknown) {
        if (!understand(stretch.replace(" ", ""), vocabulary::spoken, notes)) {
            for (String word : stretch.split(" +", 0)) {
                readWord(word, notes, unknown);
            }
        }
    }

    private void readWord(String word, Understanding.Notes notes, QueryReader.Unknown unknown) {
        boolean understood =
                understand(word, vocabulary::spoken, notes) || understand(word, vocabulary::abbreviated, notes);
        if (!understood) {
            unknown.note(notes, word);
        }
    }

    /** Only when terms make up the whole: a Latin word that merely contains one is a word of its own. */
    private static boolean understand(String letters, Function<String, List<Term>> terms, Understanding.Notes notes) {
        List<String> parts = KnownParts.fewest(
                letters, LONGEST_PART, part -> !terms.apply(part).isEmpty());
        parts.forEach(part -> notes.understoodAny(terms.apply(part)));
        return !parts.isEmpty();
    }
}
