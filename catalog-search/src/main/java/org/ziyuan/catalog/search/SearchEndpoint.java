package org.ziyuan.catalog.search;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.catalog.analysis.Dimension;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** Searching and suggesting for programs. Anybody may: what is published is public. */
@RestController
class SearchEndpoint {

    private final Search search;
    private final Suggest suggest;
    private final SearchTerms terms;

    SearchEndpoint(Search search, Suggest suggest, SearchTerms terms) {
        this.terms = terms;
        this.search = search;
        this.suggest = suggest;
    }

    @Bean
    static RoutePolicies searchRoutes() {
        return () -> List.of(
                RoutePolicy.anyone(HttpMethod.GET, "/api/v1/search"),
                RoutePolicy.anyone(HttpMethod.GET, "/api/v1/suggest"),
                RoutePolicy.roles(HttpMethod.GET, "/api/v1/search-terms", Role.OPERATOR));
    }

    /** Facets are given by their keys ({@code ?subject=数学&grade=三年级&grade=四年级}), each as often as needed. */
    @GetMapping("/api/v1/search")
    Mono<SearchPage> search(
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "relevance") String sort,
            @RequestParam(defaultValue = "1") int page,
            @RequestParam(defaultValue = "20") int size,
            @RequestParam MultiValueMap<String, String> parameters) {
        Sort order = Sort.ofKey(sort)
                .filter(known -> !known.ofReader())
                .orElseThrow(() -> Refusal.invalid("search-sort-unknown").with("sort", sort));
        return search.find(new SearchRequest(q, chosen(parameters), order, page, size));
    }

    /** Answers what people search for, first what finds nothing, without the persons. */
    @GetMapping("/api/v1/search-terms")
    Mono<Page<SearchTerms.SearchTerm>> terms(Sought sought) {
        return terms.list(sought);
    }

    @GetMapping("/api/v1/suggest")
    Mono<List<String>> suggest(@RequestParam(defaultValue = "") String q) {
        return suggest.suggest(q);
    }

    private static Map<Dimension, Set<String>> chosen(MultiValueMap<String, String> parameters) {
        Map<Dimension, Set<String>> chosen = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            List<String> values = parameters.get(dimension.key());
            if (values != null) {
                chosen.put(dimension, new TreeSet<>(values));
            }
        }
        return chosen;
    }
}
