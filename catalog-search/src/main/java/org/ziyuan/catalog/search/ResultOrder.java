package org.ziyuan.catalog.search;

import java.util.ArrayList;
import java.util.List;
import org.opensearch.client.opensearch._types.SortOptions;
import org.opensearch.client.opensearch._types.SortOrder;

/** In which order listings are shown; what is equal goes by title and id. */
final class ResultOrder {

    private ResultOrder() {}

    static List<SortOptions> of(SearchRequest request) {
        List<SortOptions> order = new ArrayList<>();
        switch (request.sort()) {
            case RELEVANCE, OURS, USED ->
                order.add(SortOptions.of(by -> by.score(score -> score.order(SortOrder.Desc))));
            case PRICE -> order.add(by("priceInFen", SortOrder.Asc));
            case NEWEST -> order.add(by("publishedAt", SortOrder.Desc));
            case TITLE -> {}
        }
        order.add(by("order", SortOrder.Asc));
        order.add(by("id", SortOrder.Asc));
        return order;
    }

    private static SortOptions by(String field, SortOrder order) {
        return SortOptions.of(by -> by.field(it -> it.field(field).order(order)));
    }
}
