package org.ziyuan.catalog.index;

import java.util.Objects;
import org.opensearch.client.opensearch._types.aggregations.Aggregate;
import org.opensearch.client.opensearch._types.aggregations.Aggregation;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** How many listings the index of the day holds, and the latest change that is in it. */
@Component
class IndexExtent {

    private final SearchEngine engine;

    IndexExtent(SearchEngine engine) {
        this.engine = engine;
    }

    Mono<PublishedListings.Extent> now() {
        Aggregation latest = Aggregation.of(it -> it.max(max -> max.field("updatedAt")));
        return engine.ask(client -> client.search(
                        search -> search.index(engine.alias())
                                .size(0)
                                .trackTotalHits(total -> total.enabled(true))
                                .aggregations("latest", latest),
                        Void.class))
                .map(found -> new PublishedListings.Extent(
                        found.hits().total() == null ? 0 : found.hits().total().value(), latest(found)));
    }

    /** Of an empty index there is none. */
    private static long latest(SearchResponse<Void> found) {
        Aggregate latest = Objects.requireNonNull(found.aggregations().get("latest"));
        Double millis = latest.max().value();
        return millis == null || millis.isInfinite() ? 0 : millis.longValue();
    }
}
