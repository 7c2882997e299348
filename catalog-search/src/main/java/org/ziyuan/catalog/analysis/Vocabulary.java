package org.ziyuan.catalog.analysis;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The words of the catalogue: subjects, stages, editions, grades, volumes and the names of the pilot apps. Each has its
 * other spellings, its pinyin and its initials. What vendors write is never part of it: a word of a listing that became
 * a word of the vocabulary would change what everybody else's queries mean.
 */
public final class Vocabulary {

    /** To be counted up by whoever changes how tokens are made; indexes of the earlier kind are then rebuilt. */
    private static final int TOKENS = 2;

    private final Map<String, Term> byForm = new LinkedHashMap<>();
    private final Map<String, List<Term>> byPinyin = new LinkedHashMap<>();
    private final Map<String, List<Term>> byInitials = new LinkedHashMap<>();
    private final Map<String, Spelt> spellings = new HashMap<>();
    private final Map<String, Set<String>> broader = new LinkedHashMap<>();
    private final Map<Dimension, Map<String, String>> values = new EnumMap<>(Dimension.class);
    private final Set<String> uncut = new LinkedHashSet<>(VocabularyFile.ordinaryWords());
    private final int longestForm;

    private Vocabulary(Collection<Term> terms) {
        terms.forEach(term -> byForm.putIfAbsent(term.form(), term));
        byForm.values().forEach(this::spell);
        byForm.values().stream().flatMap(term -> term.meanings().stream()).forEach(this::findBroader);
        terms.forEach(this::keepValue);
        longestForm = byForm.keySet().stream().mapToInt(String::length).max().orElse(0);
    }

    /** What is known before any listing has been seen, with these values of the facets. */
    public static Vocabulary of(List<Spelled> facets) {
        return new Vocabulary(Stream.concat(VocabularyFile.terms(facets).stream(), NumberedTerms.all().stream())
                .toList());
    }

    /** Differs whenever the tokens that the terms give differ. */
    public static String version(List<Spelled> facets) {
        return TOKENS + " " + facets + VocabularyFile.text();
    }

    /**
     * The values of a dimension that listings may be chosen by, by every way to write them. There are none for a
     * dimension whose values are no words.
     */
    public Map<String, String> values(Dimension dimension) {
        return Collections.unmodifiableMap(values.getOrDefault(dimension, Map.of()));
    }

    /** The value people choose a listing by; empty when what is written is no word of the vocabulary. */
    public Optional<String> choice(Dimension dimension, String written) {
        String choice = dimension.choice(written);
        return dimension.hasVocabulary() ? Optional.ofNullable(values(dimension).get(choice)) : Optional.of(choice);
    }

    @Nullable
    Term written(String form) {
        return byForm.get(form);
    }

    List<Term> spoken(String pinyin) {
        return byPinyin.getOrDefault(pinyin, List.of());
    }

    List<Term> abbreviated(String initials) {
        return byInitials.getOrDefault(initials, List.of());
    }

    /** How a term is spoken; empty when it is not Chinese. */
    String pinyinOf(Term term) {
        return spellings.getOrDefault(term.form(), Spelt.NOT).pinyin();
    }

    String initialsOf(Term term) {
        return spellings.getOrDefault(term.form(), Spelt.NOT).initials();
    }

    Set<String> pinyins() {
        return byPinyin.keySet();
    }

    Collection<Term> terms() {
        return byForm.values();
    }

    int longestForm() {
        return longestForm;
    }

    /** The tokens of what contains this: 数学 for 高等数学, 必修 for 必修2. */
    Set<String> broaderThan(Meaning meaning) {
        return broader.getOrDefault(meaning.token(), Set.of());
    }

    /** Whether a word of everyday language, or a subject, goes on across this place: 教师 in 南粤教师 is not 粤教. */
    boolean cutsAWord(String plain, int from, int at) {
        return uncut.stream().anyMatch(word -> {
            for (int start = Math.max(from + 1, at - word.length() + 1); start < at; start++) {
                if (plain.startsWith(word, start)) {
                    return true;
                }
            }
            return false;
        });
    }

    private void keepValue(Term term) {
        Meaning meaning = term.meanings().get(0);
        Dimension dimension = meaning.dimension();
        if (dimension == null || term.meanings().size() > 1) {
            return;
        }
        Map<String, String> written = values.computeIfAbsent(dimension, key -> new LinkedHashMap<>());
        if (term.canonical()) {
            written.put(meaning.value(), meaning.value());
        }
        written.putIfAbsent(term.form(), meaning.value());
        if (term.canonical() && dimension == Dimension.SUBJECT) {
            uncut.add(term.form());
        }
    }

    private void spell(Term term) {
        if (term.form().chars().noneMatch(character -> PlainText.isHan((char) character))) {
            return;
        }
        List<String> syllables = Spelling.syllables(term.form());
        Spelt spelt = new Spelt(String.join("", syllables), Pinyin.initials(syllables));
        spellings.put(term.form(), spelt);
        byPinyin.computeIfAbsent(spelt.pinyin(), key -> new ArrayList<>()).add(term);
        if (term.canonical() && syllables.size() > 1) {
            byInitials
                    .computeIfAbsent(spelt.initials(), key -> new ArrayList<>())
                    .add(term);
        }
    }

    private void findBroader(Meaning meaning) {
        Dimension dimension = meaning.dimension();
        String token = meaning.token();
        if (dimension == Dimension.VOLUME) {
            String family = token.startsWith("选择性必修") ? "选择性必修" : token.startsWith("必修") ? "必修" : token;
            broader.put(token, family.equals(token) ? Set.of() : Set.of(family));
        } else if (dimension == Dimension.SUBJECT || dimension == Dimension.EDITION) {
            broader.computeIfAbsent(token, narrow -> containedIn(narrow, dimension));
        }
    }

    private Set<String> containedIn(String narrow, Dimension dimension) {
        Set<String> contained = new LinkedHashSet<>();
        for (Term term : byForm.values()) {
            Meaning meaning = term.meanings().get(0);
            boolean inside = !narrow.equals(term.form()) && narrow.contains(term.form());
            if (inside && term.canonical() && meaning.dimension() == dimension) {
                contained.add(meaning.token());
            }
        }
        return contained;
    }

    private record Spelt(String pinyin, String initials) {
        static final Spelt NOT = new Spelt("", "");
    }
}
