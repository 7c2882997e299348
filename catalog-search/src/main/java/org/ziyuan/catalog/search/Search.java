package org.ziyuan.catalog.search;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.index.EngineAway;
import reactor.core.publisher.Mono;

/** Finds published listings. What it finds is never the authority: the listing itself says whether it can be bought. */
@Component
public class Search {

    private static final Logger LOG = LoggerFactory.getLogger(Search.class);

    private final IndexSearch index;
    private final DatabaseBrowse database;

    Search(IndexSearch index, DatabaseBrowse database) {
        this.index = index;
        this.database = database;
    }

    /** From the index; while it is away from PostgreSQL, and the page says so. */
    public Mono<SearchPage> find(SearchRequest request) {
        return index.find(request).onErrorResume(failure -> {
            complain(failure);
            return database.find(request);
        });
    }

    private static void complain(Throwable failure) {
        if (failure instanceof EngineAway) {
            LOG.debug("browsing PostgreSQL: {}", failure.getMessage());
        } else {
            LOG.error("the search index could not be asked; browsing PostgreSQL", failure);
        }
    }
}
