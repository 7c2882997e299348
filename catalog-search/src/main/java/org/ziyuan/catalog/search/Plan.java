package org.ziyuan.catalog.search;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.Understanding;
import org.ziyuan.catalog.analysis.Unit;

/**
 * One way to ask the index.
 *
 * @param query what must match and what ranks
 * @param narrowing by dimension, what must hold besides; kept apart so that each dimension can be counted without itself
 */
record Plan(Understanding understood, Query query, Map<Dimension, Query> narrowing, boolean nearest) {

    static final float CHOSEN_VALUE = 4;
    private static final String MOST_UNITS = "2<75%";

    static Plan of(Attempt attempt, SearchRequest request, Analysis analysis) {
        return attempt.near()
                ? near(request, attempt.understood(), analysis, attempt.atLeast(), attempt.sameSubject())
                : strict(request, attempt.understood(), analysis);
    }

    /** Everything that was understood must hold, and most of what was not must be found. */
    private static Plan strict(SearchRequest request, Understanding understood, Analysis analysis) {
        List<Unit> units = analysis.units(understood.remainder());
        List<Query> texts =
                units.stream().map(unit -> TextQuery.of(unit, false)).toList();
        Query query = Query.of(it -> it.bool(bool -> {
            bool.filter(Patterns.everything());
            if (!texts.isEmpty()) {
                bool.must(Patterns.atLeast(MOST_UNITS, texts));
            }
            understood.nameTokens().forEach(name -> bool.filter(Patterns.any("words", List.of(name))));
            return bool.should(Ranking.of(request, understood, analysis));
        }));
        Map<Dimension, Query> narrowing = new EnumMap<>(Dimension.class);
        understood.facets().keySet().forEach(dimension -> narrowing.put(dimension, asked(understood, dimension)));
        narrowing.putAll(chosen(request));
        return new Plan(understood, query, narrowing, false);
    }

    /** As many of the wishes as {@code atLeast} says; what was chosen still holds. */
    private static Plan near(
            SearchRequest request, Understanding understood, Analysis analysis, int atLeast, boolean sameSubject) {
        List<Query> wishes = wishes(understood, analysis);
        Query query = Query.of(it -> it.bool(bool -> bool.must(Patterns.atLeast(String.valueOf(atLeast), wishes))
                .should(Ranking.of(request.ofAnyEdition(), understood, analysis))));
        Map<Dimension, Query> narrowing = chosen(request);
        if (sameSubject && understood.facets().containsKey(Dimension.SUBJECT)) {
            narrowing.putIfAbsent(Dimension.SUBJECT, asked(understood, Dimension.SUBJECT));
        }
        return new Plan(understood, query, narrowing, true);
    }

    private static List<Query> wishes(Understanding understood, Analysis analysis) {
        List<Query> wishes = new ArrayList<>();
        understood
                .facets()
                .keySet()
                .forEach(dimension -> wishes.add(Patterns.worth(weight(dimension), asked(understood, dimension))));
        understood
                .nameTokens()
                .forEach(name -> wishes.add(Patterns.worth(CHOSEN_VALUE, Patterns.any("words", List.of(name)))));
        analysis.units(understood.remainder()).forEach(unit -> wishes.add(TextQuery.of(unit, true)));
        return wishes;
    }

    /** What narrows all dimensions but one. */
    List<Query> narrowingBut(Dimension one) {
        return narrowing.entrySet().stream()
                .filter(entry -> entry.getKey() != one)
                .map(Map.Entry::getValue)
                .toList();
    }

    /** Either the listing's own value, or the word somewhere in what it says of itself. */
    private static Query asked(Understanding understood, Dimension dimension) {
        return Patterns.atLeast(
                "1",
                List.of(
                        Patterns.any("keys", understood.keys(dimension)),
                        Patterns.any("words", understood.tokens(dimension))));
    }

    private static Map<Dimension, Query> chosen(SearchRequest request) {
        Map<Dimension, Query> chosen = new EnumMap<>(Dimension.class);
        request.chosen()
                .forEach((dimension, values) ->
                        chosen.put(dimension, Patterns.any("choices." + dimension.key(), List.copyOf(values))));
        return chosen;
    }

    /** A plan that must give something up gives up the volume first and the subject last. */
    static float weight(Dimension dimension) {
        return switch (dimension) {
            case SUBJECT -> 16;
            case GRADE -> 8;
            case EDITION -> 6;
            case STAGE -> 4;
            default -> 2;
        };
    }
}
