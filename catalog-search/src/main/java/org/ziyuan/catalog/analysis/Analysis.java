package org.ziyuan.catalog.analysis;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.springframework.util.ConcurrentLruCache;

/** Turns what listings say into the tokens by which they are found, with one vocabulary. */
public final class Analysis {

    static final int LONGEST_GRAM = 4;

    private static final int MOST_UNITS = 6;

    /** As many values as all facets together are likely to have; a facet is put in order at every search. */
    private static final int MOST_ORDERED_VALUES = 4_096;

    /** Names of publishers, stages, subjects and editions are in every listing, and each listing is read for both engines. */
    private static final int MOST_RUNS = 4_096;

    private static final int LONGEST_KEPT_RUN = 32;

    private final Vocabulary vocabulary;
    private final ConcurrentLruCache<String, Tokens> runs = new ConcurrentLruCache<>(MOST_RUNS, Analysis::ofRun);
    private final ConcurrentLruCache<String, String> orderOfValues =
            new ConcurrentLruCache<>(MOST_ORDERED_VALUES, this::order);

    public Analysis(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    public Vocabulary vocabulary() {
        return vocabulary;
    }

    public Tokens tokens(String written) {
        String plain = PlainText.of(written);
        Set<String> grams = new LinkedHashSet<>();
        Set<String> characters = new LinkedHashSet<>();
        Set<String> pinyin = new LinkedHashSet<>();
        Set<String> readings = new LinkedHashSet<>();
        Set<String> initials = new LinkedHashSet<>();
        for (String run : Runs.of(plain)) {
            if (!Runs.isHan(run)) {
                grams.add(run);
                continue;
            }
            Tokens its = run.length() > LONGEST_KEPT_RUN ? ofRun(run) : runs.get(run);
            grams.addAll(its.grams());
            characters.addAll(its.characters());
            pinyin.addAll(its.pinyin());
            readings.addAll(its.readings());
            initials.addAll(its.initials());
        }
        return new Tokens(
                List.copyOf(wordsOf(plain)),
                List.copyOf(grams),
                List.copyOf(characters),
                List.copyOf(pinyin),
                List.copyOf(readings),
                List.copyOf(initials));
    }

    private static Tokens ofRun(String run) {
        String digits = Runs.withDigits(run);
        String spoken = Runs.withNumerals(run);
        List<String> syllables = Pinyin.syllables(spoken);
        List<List<String>> every = Pinyin.readings(spoken, syllables);
        return new Tokens(
                List.of(),
                List.copyOf(Grams.pairs(digits)),
                List.copyOf(Grams.letters(digits)),
                List.copyOf(Grams.joined(syllables, 2, LONGEST_GRAM)),
                List.copyOf(Grams.joinedAny(every, 2, 2)),
                List.copyOf(Grams.joinedAny(Pinyin.initialsOf(every), 2, LONGEST_GRAM)));
    }

    /** Values and names of the vocabulary in a text, however they were written. */
    public List<String> words(String written) {
        return List.copyOf(wordsOf(PlainText.of(written)));
    }

    /** Only {@link Tokens#grams} of a text. */
    public List<String> grams(String written) {
        Set<String> grams = new LinkedHashSet<>();
        for (String run : Runs.of(PlainText.of(written))) {
            grams.addAll(Runs.isHan(run) ? Grams.pairs(Runs.withDigits(run)) : List.of(run));
        }
        return List.copyOf(grams);
    }

    /** The key under which a value of a facet is matched when it was typed. */
    public String key(Dimension dimension, String value) {
        return Understanding.key(dimension, dimension.token(value));
    }

    /** What may be typed to be offered this title: the title from each of its words on, its pinyin and its initials. */
    public List<String> completions(String title) {
        String plain = PlainText.of(title).strip();
        List<String> completions = new ArrayList<>();
        for (int at = 0; at < plain.length(); at++) {
            if (at == 0 || plain.charAt(at - 1) == ' ' && plain.charAt(at) != ' ') {
                completions.add(plain.substring(at).replace(" ", ""));
            }
        }
        List<String> syllables = Spelling.syllables(plain);
        completions.add(String.join("", syllables));
        completions.add(Pinyin.initials(syllables));
        return completions.stream().distinct().filter(typed -> !typed.isEmpty()).toList();
    }

    /** A key that sorts titles as a reader expects: by pinyin, with 二年级 before 三年级 and 上册 before 下册. */
    public String order(String title) {
        String numbered = Runs.withDigits(PlainText.of(title).strip())
                .replace("上册", "1册")
                .replace("下册", "2册")
                .replaceAll("(?<![0-9])([0-9])(?![0-9])", "0$1");
        return String.join(" ", Spelling.syllables(numbered));
    }

    /** {@link #order} of a value of a facet; it is kept, as the same few values are sorted again and again. */
    public String orderOfValue(String value) {
        return orderOfValues.get(value);
    }

    /** The runs of what remains of a query, as many as a node can be asked for at once. */
    public List<Unit> units(String remainder) {
        return Runs.of(PlainText.of(remainder)).stream()
                .limit(MOST_UNITS)
                .map(Unit::of)
                .toList();
    }

    private Set<String> wordsOf(String plain) {
        Set<String> words = new LinkedHashSet<>();
        for (Piece piece : Cutter.cut(vocabulary, plain)) {
            Term term = piece.term();
            if (term != null) {
                term.meanings().forEach(meaning -> {
                    words.add(meaning.token());
                    words.addAll(vocabulary.broaderThan(meaning));
                });
            }
        }
        return words;
    }
}
