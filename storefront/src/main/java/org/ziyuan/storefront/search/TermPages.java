package org.ziyuan.storefront.search;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.ziyuan.catalog.search.SearchTerms;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What people search for and do not find: the operator sees which resources and which words the market lacks. */
@Controller
class TermPages implements RoutePolicies {

    private final SearchTerms terms;

    TermPages(SearchTerms terms) {
        this.terms = terms;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/searches", Role.OPERATOR));
    }

    @GetMapping("/searches")
    Mono<String> page(Sought sought, Model model) {
        model.addAttribute("sought", sought);
        return terms.list(sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("search/terms");
    }
}
