package org.ziyuan.catalog.analysis;

import java.util.List;
import org.ziyuan.catalog.analysis.english.EnglishWords;

/** Understands a typed query before any text is matched: Chinese, English, pinyin, initials, or a mixture. */
public final class QueryReader {

    /** Beyond this many characters a query is not read; a node accepts only so many conditions at once. */
    public static final int LONGEST_QUERY = 60;

    private final Vocabulary vocabulary;
    private final LatinReader latin;
    private final Misspellings corrections;

    public QueryReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
        this.latin = new LatinReader(vocabulary);
        this.corrections = new Misspellings(vocabulary);
    }

    /** Takes the query at its word. */
    public Understanding read(String typed) {
        return read(typed, Understanding.Notes::unknown);
    }

    /** Reads what makes no sense as the nearest thing that does: shuxeu as 数学, 北帅大版 as 北师大版. */
    public Understanding readLeniently(String typed) {
        return read(typed, corrections::correct);
    }

    private Understanding read(String typed, Unknown unknown) {
        String plain = EnglishWords.inChinese(PlainText.of(beginning(typed)));
        Understanding.Notes notes = new Understanding.Notes();
        for (Piece piece : Cutter.cut(vocabulary, plain)) {
            Term term = piece.term();
            if (term != null) {
                notes.understood(term);
            } else {
                stretches(piece.text()).forEach(stretch -> {
                    if (PlainText.isHan(stretch.charAt(0))) {
                        List.of(stretch.split(" +")).forEach(word -> unknown.note(notes, word));
                    } else {
                        latin.read(stretch, notes, unknown);
                    }
                });
            }
        }
        return notes.done(vocabulary);
    }

    private static String beginning(String typed) {
        int most = Math.min(LONGEST_QUERY, typed.codePointCount(0, typed.length()));
        return typed.substring(0, typed.offsetByCodePoints(0, most));
    }

    /** Chinese on the one hand, Latin words and digits with the spaces between them on the other. */
    private static List<String> stretches(String text) {
        return List.of(text.split("(?<=\\p{IsHan}) *(?=[^\\p{IsHan} ])|(?<=[^\\p{IsHan} ]) *(?=\\p{IsHan})"));
    }

    /** What is done with text that the vocabulary does not know. */
    interface Unknown {
        void note(Understanding.Notes notes, String text);
    }
}
