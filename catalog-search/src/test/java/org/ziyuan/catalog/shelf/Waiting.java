package org.ziyuan.catalog.shelf;

import java.time.Duration;
import org.awaitility.Awaitility;
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

    public static SearchPage found(Search search, String text) {
        return search.find(SearchRequest.of(text)).blockOptional(PATIENCE).orElseThrow();
    }
}
