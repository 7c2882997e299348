package org.ziyuan.vendor;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.VENDOR_MANAGER;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Every page of the portal is for the vendor's own people. */
@Component
class VendorRoutes implements RoutePolicies {

    private static final List<String> PAGES = List.of(
            "/vendor",
            "/vendor/orders",
            "/vendor/orders/{id}",
            "/vendor/invoices",
            "/vendor/listings",
            "/vendor/listings/new",
            "/vendor/listings/{id}",
            "/vendor/listings/{id}/draft",
            "/vendor/listings/{id}/offers");

    private static final List<String> ACTS = List.of(
            "/vendor/orders/{id}/confirm",
            "/vendor/orders/{id}/decline",
            "/vendor/orders/{id}/redeliver",
            "/vendor/orders/{id}/invoice",
            "/vendor/listings/{id}/draft",
            "/vendor/listings/{id}/submit",
            "/vendor/listings/{id}/discard",
            "/vendor/listings/{id}/withdraw",
            "/vendor/listings/{id}/offers",
            "/vendor/offers/{id}/retire",
            "/vendor/offers/{id}/price");

    @Override
    public List<RoutePolicy> routes() {
        return Stream.concat(
                        PAGES.stream().map(page -> roles(GET, page, VENDOR_MANAGER)),
                        ACTS.stream().map(act -> roles(POST, act, VENDOR_MANAGER)))
                .toList();
    }
}
