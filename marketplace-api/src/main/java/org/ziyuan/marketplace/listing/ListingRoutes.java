package org.ziyuan.marketplace.listing;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.ziyuan.marketplace.identity.Role.OPERATOR;
import static org.ziyuan.marketplace.identity.Role.VENDOR_MANAGER;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Who may call what of the listings. */
@Component
class ListingRoutes implements RoutePolicies {

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                anyone(GET, "/api/v1/listings/{id}"),
                roles(GET, "/api/v1/listings/{id}/draft", OPERATOR, VENDOR_MANAGER),
                roles(PUT, "/api/v1/listings/{id}/draft", VENDOR_MANAGER),
                roles(DELETE, "/api/v1/listings/{id}/draft", VENDOR_MANAGER),
                roles(POST, "/api/v1/listings/{id}/submit", VENDOR_MANAGER),
                roles(POST, "/api/v1/listings/{id}/publish", OPERATOR),
                roles(POST, "/api/v1/listings/{id}/return", OPERATOR),
                roles(POST, "/api/v1/listings/{id}/suspend", OPERATOR),
                roles(POST, "/api/v1/listings/{id}/reinstate", OPERATOR),
                roles(POST, "/api/v1/listings/{id}/withdraw", OPERATOR, VENDOR_MANAGER),
                roles(POST, "/api/v1/listings/{id}/offers", VENDOR_MANAGER),
                roles(GET, "/api/v1/offers/{id}", VENDOR_MANAGER),
                roles(DELETE, "/api/v1/offers/{id}", VENDOR_MANAGER),
                roles(PUT, "/api/v1/offers/{id}/price", VENDOR_MANAGER));
    }
}
