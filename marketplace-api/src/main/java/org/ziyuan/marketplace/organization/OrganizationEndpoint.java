package org.ziyuan.marketplace.organization;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.http.HttpMethod;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** The organizations an actor may see, over HTTP. */
@RestController
class OrganizationEndpoint {

    private static final int PAGE = 50;

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
    Mono<Page> list(@RequestParam(defaultValue = "") String after, Actor actor) {
        return organizations
                .subtree(actor.organizationPath(), after, PAGE, actor)
                .collectList()
                .map(Page::of);
    }

    @GetMapping("/api/v1/organizations/{id}")
    Mono<Organization> one(@PathVariable UUID id, Actor actor) {
        return organizations.find(id, actor);
    }

    /**
     * A page of organizations.
     *
     * @param next what to send as {@code after} for the next page, or null when this is the last
     */
    record Page(List<Organization> items, @Nullable String next) {
        static Page of(List<Organization> items) {
            return new Page(
                    items,
                    items.size() < PAGE ? null : items.get(items.size() - 1).path());
        }
    }
}
