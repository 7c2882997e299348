package org.ziyuan.catalog.analysis;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Shows in a title what a query found there, in the title's own characters: 語文 lights up for yuwen. */
public final class Highlighter {

    private final Vocabulary vocabulary;
    private final Set<String> wanted;
    private final List<Unit> units;

    public Highlighter(Analysis analysis, Understanding understood) {
        this.vocabulary = analysis.vocabulary();
        this.wanted = new HashSet<>(understood.nameTokens());
        understood.facets().keySet().forEach(dimension -> wanted.addAll(understood.tokens(dimension)));
        this.units = analysis.units(understood.remainder());
    }

    public List<Segment> segments(String title) {
        String plain = PlainText.of(title);
        BitSet hits = new BitSet(title.length());
        Cutter.cut(vocabulary, plain).forEach(piece -> mark(piece, plain, hits));
        units.forEach(unit -> mark(unit, plain, hits));
        return cut(title, hits);
    }

    private void mark(Piece piece, String plain, BitSet hits) {
        Term term = piece.term();
        if (term == null) {
            return;
        }
        List<Meaning> found = term.meanings().stream().filter(this::isWanted).toList();
        if (found.size() == term.meanings().size()) {
            hits.set(piece.from(), piece.to());
        } else {
            found.forEach(meaning -> markPart(meaning.token(), piece, plain, hits));
        }
    }

    /** In 三年级上册 only 三年级, if that was all that was asked. */
    private static void markPart(String token, Piece piece, String plain, BitSet hits) {
        int at = plain.indexOf(token, piece.from());
        boolean inside = at >= 0 && at + token.length() <= piece.to();
        hits.set(inside ? at : piece.from(), inside ? at + token.length() : piece.to());
    }

    private boolean isWanted(Meaning meaning) {
        return wanted.contains(meaning.token())
                || vocabulary.broaderThan(meaning).stream().anyMatch(wanted::contains);
    }

    private static void mark(Unit unit, String plain, BitSet hits) {
        String comparable = Runs.withDigits(plain);
        for (String gram : unit.grams()) {
            for (int at = comparable.indexOf(gram); at >= 0; at = comparable.indexOf(gram, at + 1)) {
                hits.set(at, at + gram.length());
            }
        }
        if (!unit.chinese() && !unit.pinyin().isEmpty()) {
            markSpoken(unit, plain, hits);
        }
    }

    private static void markSpoken(Unit unit, String plain, BitSet hits) {
        for (int at = 0; at + 2 <= plain.length(); at++) {
            String pair = plain.substring(at, at + 2);
            boolean han = PlainText.isHan(pair.charAt(0)) && PlainText.isHan(pair.charAt(1));
            if (han && Grams.ways(Pinyin.readings(pair)).stream().anyMatch(unit.pinyin()::contains)) {
                hits.set(at, at + 2);
            }
        }
    }

    private static List<Segment> cut(String title, BitSet hits) {
        List<Segment> segments = new ArrayList<>();
        int from = 0;
        while (from < title.length()) {
            boolean hit = hits.get(from);
            int next = hit ? hits.nextClearBit(from) : hits.nextSetBit(from);
            int to = next < 0 ? title.length() : Math.min(next, title.length());
            segments.add(new Segment(title.substring(from, to), hit));
            from = to;
        }
        return segments;
    }
}
