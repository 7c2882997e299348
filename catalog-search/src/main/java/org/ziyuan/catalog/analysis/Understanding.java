package org.ziyuan.catalog.analysis;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a typed query asks for: 七年级下册数学北师大版 asks for four facets and leaves nothing over.
 *
 * @param facets values by dimension; several in one dimension mean any of them
 * @param names names and qualifiers that no facet holds, all of them wanted
 * @param remainder what the vocabulary does not know, as plain text
 * @param corrections what was read as something else than it says, typed to meant
 */
public record Understanding(
        Map<Dimension, Set<String>> facets, Set<String> names, String remainder, Map<String, String> corrections) {

    /** The key by which a typed value of a facet is looked up in the index. */
    static String key(Dimension dimension, String token) {
        return dimension.key() + ":" + token;
    }

    /** The keys of the values asked for in a dimension, as {@link Analysis#key} made them for listings. */
    public List<String> keys(Dimension dimension) {
        return tokens(dimension).stream().map(token -> key(dimension, token)).toList();
    }

    /** The tokens of the values asked for in a dimension, as found in {@link Tokens#words}. */
    public List<String> tokens(Dimension dimension) {
        return facets.getOrDefault(dimension, Set.of()).stream()
                .map(dimension::token)
                .toList();
    }

    public List<String> nameTokens() {
        return names.stream().map(PlainText::compact).toList();
    }

    @JsonIgnore
    public boolean isEmpty() {
        return facets.isEmpty() && names.isEmpty() && remainder.isEmpty();
    }

    /** Collects what is understood piece by piece. */
    static final class Notes {
        private final Map<Dimension, Set<String>> facets = new EnumMap<>(Dimension.class);
        private final Set<String> names = new LinkedHashSet<>();
        private final List<String> noise = new ArrayList<>();
        private final List<String> unknown = new ArrayList<>();
        private final Map<String, String> corrections = new LinkedHashMap<>();

        void understood(Term term) {
            for (Meaning meaning : term.meanings()) {
                Dimension dimension = meaning.dimension();
                if (dimension != null) {
                    facets.computeIfAbsent(dimension, key -> new LinkedHashSet<>())
                            .add(meaning.value());
                } else {
                    (meaning.noise() ? noise : names).add(meaning.value());
                }
            }
        }

        /** Terms that are spelt alike: any of them may be meant, as far as they belong to one dimension. */
        void understoodAny(List<Term> terms) {
            Term first = terms.get(0);
            understood(first);
            terms.stream().skip(1).filter(term -> alike(first, term)).forEach(this::understood);
        }

        void corrected(String typed, Term meant) {
            corrections.put(typed, meant.meanings().get(0).value());
            understood(meant);
        }

        void unknown(String text) {
            unknown.add(text);
        }

        Understanding done(Vocabulary vocabulary) {
            facets.forEach((dimension, values) -> narrow(dimension, values, vocabulary));
            boolean nothingElse = facets.isEmpty() && names.isEmpty() && unknown.isEmpty();
            String remainder = String.join(" ", nothingElse ? noise : unknown);
            return new Understanding(facets, names, remainder, corrections);
        }

        /** 语文书法 is about 书法: the narrower of two values is meant when it contains the other. */
        private static void narrow(Dimension dimension, Set<String> values, Vocabulary vocabulary) {
            Set<String> broader = values.stream()
                    .flatMap(value -> vocabulary.broaderThan(Meaning.of(dimension, value)).stream())
                    .collect(Collectors.toSet());
            values.removeIf(value -> broader.contains(dimension.token(value)));
        }

        private static boolean alike(Term one, Term other) {
            return one.meanings().size() == 1
                    && other.meanings().size() == 1
                    && one.meanings().get(0).dimension() != null
                    && one.meanings().get(0).dimension()
                            == other.meanings().get(0).dimension();
        }
    }
}
