package org.ziyuan.marketplace.enrolment.headcount;

import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** The headcount of a school that the actor may see, over HTTP. */
@RestController
class HeadcountEndpoint {

    private static final String ROUTE = "/api/v1/organizations/{id}/headcount";

    private final Organizations organizations;
    private final Headcounts headcounts;

    HeadcountEndpoint(Organizations organizations, Headcounts headcounts) {
        this.organizations = organizations;
        this.headcounts = headcounts;
    }

    @Bean
    static RoutePolicies headcountRoutes() {
        return () -> List.of(RoutePolicy.signedIn(HttpMethod.GET, ROUTE));
    }

    @GetMapping(ROUTE)
    Mono<Headcount> headcount(@PathVariable UUID id, @RequestParam int fiscalYear, Actor actor) {
        return organizations.find(id, actor).flatMap(school -> headcounts.of(school.id(), fiscalYear));
    }
}
