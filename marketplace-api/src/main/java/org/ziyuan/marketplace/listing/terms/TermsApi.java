package org.ziyuan.marketplace.listing.terms;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The vocabulary over HTTP. */
@RestController
@Tag(name = "资源 listings")
class TermsApi implements RoutePolicies {

    private static final String VOCABULARY = "/api/v1/vocabulary";

    private final UsedTerms terms;

    TermsApi(UsedTerms terms) {
        this.terms = terms;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, VOCABULARY, Role.OPERATOR, Role.VENDOR_MANAGER));
    }

    @GetMapping(VOCABULARY)
    @Operation(summary = "目录词表：代码、写法和在售资源数 · the vocabulary, its codes and how many listings use each term")
    Mono<List<UsedTerm>> all() {
        return terms.all();
    }
}
