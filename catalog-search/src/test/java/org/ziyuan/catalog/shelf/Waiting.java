package org.ziyuan.catalog.shelf;

import java.time.Duration;
import org.awaitility.Awaitility;
import org.springframework.r2dbc.core.DatabaseClient;
import org.ziyuan.catalog.search.Search;
import org.ziyuan.catalog.search.SearchPage;
import org.ziyuan.catalog.search.SearchRequest;

/** Waits for the index to say something, which it may do a little after PostgreSQL. */
public final class Waiting {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Waiting() {}

    /** Until the index, and not the database, finds so many. */
    public static void forTheIndexToHold(Search search, long listings) {
        Awaitility.await().atMost(PATIENCE).until(() -> {
            SearchPage page = found(search, "");
            return !page.degraded() && page.total() == listings;
        });
    }

    /** Until the words by which PostgreSQL is searched are there. */
    public static void forTheShelfToKnowItsWords(DatabaseClient rows, long listings) {
        Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> listings
                        == rows.sql("select count(*) from search_words")
                                .mapValue(Long.class)
                                .one()
                                .blockOptional(PATIENCE)
                                .orElseThrow());
    }

    public static SearchPage found(Search search, String text) {
        return search.find(SearchRequest.of(text)).blockOptional(PATIENCE).orElseThrow();
    }
}
