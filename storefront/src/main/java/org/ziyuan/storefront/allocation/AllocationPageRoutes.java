package org.ziyuan.storefront.allocation;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Who may open the pages of allocations: the same who may call their API. */
@Component
class AllocationPageRoutes implements RoutePolicies {

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/allocations", Readers.ofManySchools()),
                roles(POST, "/allocations", Role.bureaus()),
                roles(GET, "/allocations/{id}", Readers.ofManySchools()),
                roles(GET, "/allocations/{id}/progress", Readers.ofManySchools()),
                roles(GET, "/allocations/{id}/export", Readers.ofManySchools()),
                roles(GET, "/allocations/{id}/schools/{schoolId}", Readers.ofMoney()),
                roles(POST, "/allocations/{id}/approve", Role.bureaus()),
                roles(POST, "/allocations/{id}/cancel", Role.bureaus()),
                roles(POST, "/allocations/{id}/post", Role.bureaus()),
                roles(POST, "/allocations/{id}/tranches/{seq}/release", Role.bureaus()),
                roles(GET, "/why", Readers.ofMoney()),
                roles(GET, "/purposes", Readers.ofMoney()),
                roles(GET, "/purposes/export", Readers.ofMoney()));
    }
}
