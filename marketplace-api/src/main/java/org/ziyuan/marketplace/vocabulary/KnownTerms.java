package org.ziyuan.marketplace.vocabulary;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identifier.Plain;

/**
 * The terms as they are known at one moment: those of the file, and what the operator added since. A node has one vocabulary,
 * as it has one program, and {@link VocabularyUpkeep} keeps it like that of the others.
 */
final class KnownTerms {

    private static final List<FacetTerm> BUILT_IN = FacetTerm.builtIn();

    private static volatile KnownTerms now = with(List.of());

    private final List<FacetTerm> all;
    private final Map<Facet, List<FacetTerm>> terms;
    private final Map<String, FacetTerm> written;

    private KnownTerms(List<FacetTerm> all) {
        this.all = List.copyOf(all);
        this.terms = all.stream().collect(Collectors.groupingBy(FacetTerm::facet));
        this.written = all.stream()
                .flatMap(term -> term.spellings().map(said -> Map.entry(key(term.facet(), said), term)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
    }

    static KnownTerms now() {
        return now;
    }

    static void know(List<AddedWord> added) {
        now = with(added);
    }

    /** The terms of the file with words that were added, in the order in which they were. */
    static KnownTerms with(List<AddedWord> added) {
        Map<String, FacetTerm> terms = new LinkedHashMap<>();
        BUILT_IN.forEach(term -> terms.put(term.facet() + term.value(), term));
        for (AddedWord word : added) {
            String key = word.facet() + word.value();
            if (word.isTerm()) {
                terms.putIfAbsent(key, new FacetTerm(word.facet(), word.code(), word.value(), List.of()));
            } else {
                terms.computeIfPresent(key, (same, term) -> spelt(term, word.written()));
            }
        }
        return new KnownTerms(new ArrayList<>(terms.values()));
    }

    private static FacetTerm spelt(FacetTerm term, String other) {
        return new FacetTerm(
                term.facet(),
                term.code(),
                term.value(),
                Stream.concat(term.aliases().stream(), Stream.of(other)).toList());
    }

    List<FacetTerm> all() {
        return all;
    }

    List<FacetTerm> of(Facet facet) {
        return terms.getOrDefault(facet, List.of());
    }

    /** The term that is meant by a word, by whatever spelling; null where it is none. */
    @Nullable
    FacetTerm written(Facet facet, String word) {
        return written.get(key(facet, word));
    }

    private static String key(Facet facet, String word) {
        return facet + Plain.text(word).toLowerCase(Locale.ROOT).replaceAll("[\\s·•・（）()]", "");
    }
}
