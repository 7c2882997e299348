package org.ziyuan.storefront.allocation;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Who may open the pages of allocations: the same who may call their API. */
@Component
class AllocationPageRoutes implements RoutePolicies {

    private static final Role[] BUREAUS = {Role.COUNTY_BUREAU, Role.CITY_BUREAU, Role.PROVINCE_BUREAU};
    private static final Role[] OVERSEERS = {Role.COUNTY_BUREAU, Role.CITY_BUREAU, Role.PROVINCE_BUREAU, Role.AUDITOR};
    private static final Role[] READERS = {
        Role.PURCHASER,
        Role.ACCOUNTANT,
        Role.PRINCIPAL,
        Role.COUNTY_BUREAU,
        Role.CITY_BUREAU,
        Role.PROVINCE_BUREAU,
        Role.AUDITOR
    };

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/allocations", OVERSEERS),
                roles(POST, "/allocations", BUREAUS),
                roles(GET, "/allocations/{id}", OVERSEERS),
                roles(GET, "/allocations/{id}/progress", OVERSEERS),
                roles(GET, "/allocations/{id}/export", OVERSEERS),
                roles(GET, "/allocations/{id}/schools/{schoolId}", READERS),
                roles(POST, "/allocations/{id}/approve", BUREAUS),
                roles(POST, "/allocations/{id}/cancel", BUREAUS),
                roles(POST, "/allocations/{id}/post", BUREAUS),
                roles(POST, "/allocations/{id}/tranches/{seq}/release", BUREAUS),
                roles(GET, "/why", READERS),
                roles(GET, "/purposes", READERS),
                roles(GET, "/purposes/export", READERS));
    }
}
