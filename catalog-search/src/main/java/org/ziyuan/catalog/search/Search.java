package org.ziyuan.catalog.search;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.index.EngineAway;
import org.ziyuan.catalog.index.IndexWhole;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Finds published listings. What it finds is never the authority: the listing itself says whether it can be bought. */
@Component
public class Search {

    private static final Logger LOG = LoggerFactory.getLogger(Search.class);

    private final IndexSearch index;
    private final IndexWhole whole;
    private final DatabaseBrowse database;
    private final SearchLog searched;

    Search(IndexSearch index, IndexWhole whole, DatabaseBrowse database, SearchLog searched) {
        this.searched = searched;
        this.index = index;
        this.whole = whole;
        this.database = database;
    }

    /**
     * From the index; while it is away or being made from PostgreSQL, and the page says so. Where choices leave nothing
     * together, the least of them is given up, and the page says which.
     */
    public Mono<SearchPage> find(SearchRequest request) {
        return once(request)
                .doOnNext(page -> searched.count(request, page))
                .flatMap(page -> page.total() > 0 ? Mono.just(page) : withFewer(request, page));
    }

    /** What was counted says which choice stands alone in the way, so that an empty search asks at most three times more. */
    private Mono<SearchPage> withFewer(SearchRequest request, SearchPage none) {
        return Flux.fromIterable(request.givenUp(none))
                .concatMap(
                        dropped -> once(request.without(dropped)).map(page -> page.without(chosen(request, dropped))),
                        0)
                .filter(page -> page.total() > 0)
                .next()
                .defaultIfEmpty(none);
    }

    private static Map<Dimension, Set<String>> chosen(SearchRequest request, Set<Dimension> dimensions) {
        return dimensions.stream()
                .collect(Collectors.toMap(
                        dimension -> dimension, dimension -> request.chosen().getOrDefault(dimension, Set.of())));
    }

    private Mono<SearchPage> once(SearchRequest request) {
        return whole.now()
                .filter(ready -> ready)
                .flatMap(ready -> index.find(request))
                .onErrorResume(failure -> {
                    complain(failure);
                    return database.find(request);
                })
                .switchIfEmpty(Mono.defer(() -> database.find(request)).map(SearchPage::whileTheIndexIsMade));
    }

    private static void complain(Throwable failure) {
        if (failure instanceof EngineAway) {
            LOG.debug("browsing PostgreSQL: {}", failure.getMessage());
        } else {
            LOG.error("the search index could not be asked; browsing PostgreSQL", failure);
        }
    }
}
