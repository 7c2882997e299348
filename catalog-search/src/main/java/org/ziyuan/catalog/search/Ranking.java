package org.ziyuan.catalog.search;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.PlainText;
import org.ziyuan.catalog.analysis.Understanding;

/** What ranks a listing above others that match as well. */
final class Ranking {

    /** More than all else together, so that nothing of another stage comes before it. */
    private static final float OWN_STAGE = 1_000;

    private static final float EXACT_TITLE = 400;

    /** More than what the text of a listing can be worth, and less than a title that was typed whole. */
    private static final float OWN_EDITION = 300;

    private static final String STAGE = "choices." + Dimension.STAGE.key();

    private static final int MOST_RANKING_GRAMS = 24;

    private Ranking() {}

    static List<Query> of(SearchRequest request, Understanding understood, Analysis analysis) {
        List<Query> ranking = new ArrayList<>();
        OwnShelf own = request.own();
        if (!own.stages().isEmpty()) {
            ranking.add(Patterns.worth(OWN_STAGE, ofOwnStage(own.stages())));
        }
        if (!own.editions().isEmpty()) {
            ranking.add(Patterns.worth(OWN_EDITION, Patterns.any("work", List.copyOf(own.editions()))));
        }
        if (understood.isEmpty()) {
            return ranking;
        }
        String title = PlainText.compact(request.text());
        ranking.add(Patterns.worth(EXACT_TITLE, Patterns.any("titleKey", List.of(title))));
        ranking.add(Patterns.some("titleGrams", firstOf(analysis.grams(request.text())), "1", 0.5f));
        understood.facets().keySet().forEach(dimension -> {
            ranking.add(Patterns.worth(Plan.CHOSEN_VALUE, Patterns.any("keys", understood.keys(dimension))));
            ranking.add(Patterns.worth(Plan.CHOSEN_VALUE / 2, Patterns.any("words", understood.tokens(dimension))));
        });
        return ranking;
    }

    /** Also what is for all stages. */
    private static Query ofOwnStage(Set<String> own) {
        return Patterns.atLeast("1", List.of(Patterns.any(STAGE, List.copyOf(own)), Patterns.none(STAGE)));
    }

    private static List<String> firstOf(List<String> grams) {
        return grams.subList(0, Math.min(grams.size(), MOST_RANKING_GRAMS));
    }
}
