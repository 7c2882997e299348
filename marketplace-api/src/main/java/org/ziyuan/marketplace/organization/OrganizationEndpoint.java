package org.ziyuan.marketplace.organization;

import java.util.List;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** The organizations an actor may see, over HTTP. */
@RestController
class OrganizationEndpoint {

    private final Organizations organizations;

    OrganizationEndpoint(Organizations organizations) {
        this.organizations = organizations;
    }

    @Bean
    static RoutePolicies organizationRoutes() {
        return () -> List.of(
                RoutePolicy.signedIn(HttpMethod.GET, "/api/v1/organizations"),
                RoutePolicy.signedIn(HttpMethod.GET, "/api/v1/organizations/{id}"));
    }

    /** A page of what lies under the actor's own organization, itself first. */
    @GetMapping("/api/v1/organizations")
    Mono<Page<Organization>> list(Sought sought, Actor actor) {
        return organizations.subtree(actor.organizationPath(), sought, actor);
    }

    @GetMapping("/api/v1/organizations/{id}")
    Mono<Organization> one(@PathVariable UUID id, Actor actor) {
        return organizations.find(id, actor);
    }
}
