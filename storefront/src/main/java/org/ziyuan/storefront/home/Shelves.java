package org.ziyuan.storefront.home;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.catalog.search.Search;
import org.ziyuan.catalog.search.SearchPage;
import org.ziyuan.catalog.search.SearchRequest;
import org.ziyuan.catalog.search.Sort;
import org.ziyuan.storefront.search.SearchLinks;
import reactor.core.publisher.Mono;

/** The stages and subjects there is something for, each a way into the catalogue. */
@Component
class Shelves {

    private static final int MOST = 16;

    /** For so long a node shows every visitor of the first page what it counted once. */
    private static final Duration KEPT = Duration.ofSeconds(2);

    private final Mono<Catalogue> all;

    Shelves(Search search) {
        this.all =
                Mono.defer(() -> counted(search)).cache(counted -> KEPT, failed -> Duration.ZERO, () -> Duration.ZERO);
    }

    /** A stage or a subject with how much there is. */
    record Shelf(String name, long count, String href) {}

    /**
     * The whole catalogue at a glance.
     *
     * @param vendors how many sell in it
     * @param editions how many editions of textbooks there are
     */
    record Catalogue(long total, int vendors, int editions, List<Shelf> stages, List<Shelf> subjects) {}

    /** The same for everybody, at most two seconds old. */
    Mono<Catalogue> all() {
        return all;
    }

    private static Mono<Catalogue> counted(Search search) {
        return search.find(new SearchRequest("", Map.of(), Sort.TITLE, 1, 1))
                .map(page -> new Catalogue(
                        page.total(),
                        page.choicesOf(Dimension.VENDOR).size(),
                        page.choicesOf(Dimension.EDITION).size(),
                        shelves(page, Dimension.STAGE),
                        shelves(page, Dimension.SUBJECT)));
    }

    private static List<Shelf> shelves(SearchPage page, Dimension dimension) {
        return page.choicesOf(dimension).stream()
                .limit(MOST)
                .map(choice -> new Shelf(choice.label(), choice.count(), SearchLinks.only(dimension, choice.value())))
                .toList();
    }
}
