package org.ziyuan.catalog.analysis;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Cuts plain text at the terms of a vocabulary, the longest first from left to right. */
final class Cutter {

    private final Vocabulary vocabulary;
    private final String plain;
    private final List<Piece> pieces = new ArrayList<>();

    private Cutter(Vocabulary vocabulary, String plain) {
        this.vocabulary = vocabulary;
        this.plain = plain;
    }

    static List<Piece> cut(Vocabulary vocabulary, String plain) {
        return new Cutter(vocabulary, plain).cut();
    }

    private List<Piece> cut() {
        int at = 0;
        int unknownFrom = 0;
        while (at < plain.length()) {
            @Nullable Match match = longestAt(at, at == unknownFrom);
            if (match == null) {
                at++;
                continue;
            }
            keepUnknown(unknownFrom, at);
            pieces.add(new Piece(match.term.form(), match.term, at, match.end));
            at = match.end;
            unknownFrom = at;
        }
        keepUnknown(unknownFrom, plain.length());
        return pieces;
    }

    private void keepUnknown(int from, int to) {
        String text = plain.substring(from, to).strip();
        if (!text.isEmpty()) {
            pieces.add(new Piece(text, null, from, to));
        }
    }

    private @Nullable Match longestAt(int start, boolean afterTerm) {
        if (plain.charAt(start) == ' ' || joins(start)) {
            return null;
        }
        boolean wordBegins = afterTerm || plain.charAt(start - 1) == ' ';
        StringBuilder form = new StringBuilder();
        @Nullable Match longest = null;
        for (int at = start; at < plain.length() && form.length() < vocabulary.longestForm(); at++) {
            char character = plain.charAt(at);
            if (character == ' ') {
                if (PlainText.isLatin(plain.charAt(at - 1))) {
                    break;
                }
                continue;
            }
            form.append(character);
            @Nullable Term term = vocabulary.written(form.toString());
            boolean whole = term != null && !joins(at + 1) && (wordBegins || !term.bounded());
            if (term != null && whole && !vocabulary.cutsAWord(plain, start, at + 1)) {
                longest = new Match(term, at + 1);
            }
        }
        return longest;
    }

    /** Whether a Latin word or a number goes on across this place, so that no term may begin or end there. */
    private boolean joins(int at) {
        if (at == 0 || at == plain.length()) {
            return false;
        }
        char before = plain.charAt(at - 1);
        char after = plain.charAt(at);
        return PlainText.isLatin(before) && PlainText.isLatin(after)
                || PlainText.isDigit(before) && PlainText.isDigit(after);
    }

    private record Match(Term term, int end) {}
}
