package org.ziyuan.catalog.search;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.opensearch.client.opensearch._types.aggregations.Aggregation;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.Analysis;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.analysis.Highlighter;
import org.ziyuan.catalog.index.CatalogListing;
import org.ziyuan.catalog.index.CatalogWords;
import org.ziyuan.catalog.index.EngineAway;
import org.ziyuan.catalog.index.SearchEngine;
import org.ziyuan.catalog.search.SearchPage.Found;
import reactor.core.publisher.Mono;

/**
 * Searches the index: first for everything that was asked, then for what was probably meant, then for what comes near.
 * The first way that finds anything is the answer, so a query with an answer in the catalogue never comes back empty.
 */
@Component
class IndexSearch {

    private final SearchEngine engine;
    private final CatalogWords words;

    IndexSearch(SearchEngine engine, CatalogWords words) {
        this.engine = engine;
        this.words = words;
    }

    /** @throws EngineAway when the nodes cannot answer now */
    Mono<SearchPage> find(SearchRequest request) {
        Analysis analysis = words.analysis();
        return Attempt.inTurn(request, words.reader(), analysis)
                .concatMap(attempt -> run(Plan.of(attempt, request, analysis), request, analysis), 0)
                .takeUntil(page -> page.total() > 0)
                .collectList()
                .map(pages -> {
                    SearchPage last = pages.get(pages.size() - 1);
                    return last.total() > 0 ? last : pages.get(0);
                });
    }

    private Mono<SearchPage> run(Plan plan, SearchRequest request, Analysis analysis) {
        return engine.ask(client -> client.search(
                        search -> {
                            search.index(engine.alias())
                                    .query(plan.query())
                                    .from(request.from())
                                    .size(request.size())
                                    .trackTotalHits(total -> total.enabled(true))
                                    .sort(ResultOrder.of(request));
                            if (!plan.narrowing().isEmpty()) {
                                search.postFilter(Patterns.all(
                                        List.copyOf(plan.narrowing().values())));
                            }
                            for (Dimension dimension : Dimension.values()) {
                                search.aggregations(dimension.key(), counting(plan, dimension));
                            }
                            return search;
                        },
                        Hit.class))
                .map(found -> page(found, plan, request, analysis));
    }

    private static Aggregation counting(Plan plan, Dimension dimension) {
        return Aggregation.of(it -> it.filter(Patterns.all(plan.narrowingBut(dimension)))
                .aggregations(Counts.VALUES, Counts.of(dimension)));
    }

    private static SearchPage page(SearchResponse<Hit> found, Plan plan, SearchRequest request, Analysis analysis) {
        Highlighter highlighter = new Highlighter(analysis, plan.understood());
        List<Found> listings = found.hits().hits().stream()
                .map(hit -> Objects.requireNonNull(hit.source()).listing())
                .map(listing -> new Found(listing, highlighter.segments(listing.title())))
                .toList();
        return new SearchPage(
                Objects.requireNonNull(found.hits().total()).value(),
                listings,
                Counts.choices(found.aggregations(), request.chosen(), analysis),
                plan.understood(),
                Map.of(),
                plan.nearest(),
                false,
                false,
                request.page(),
                request.size());
    }

    /** The stored part of a document. */
    record Hit(CatalogListing listing) {}
}
