package org.ziyuan.marketplace.ordering;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Who may call the routes of ordering; which orders they then see is decided by {@link PurchaseOrders#SEEN}. */
@Component
class OrderRoutes implements RoutePolicies {

    private static final String ORDER = "/api/v1/purchase-orders/{id}";

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/api/v1/purchase-orders", Readers.ofOrders()),
                roles(GET, ORDER, Readers.ofOrders()),
                roles(GET, ORDER + "/papers", Readers.ofOrders()),
                roles(POST, ORDER + "/confirm", Role.VENDOR_MANAGER),
                roles(POST, ORDER + "/decline", Role.VENDOR_MANAGER),
                roles(POST, ORDER + "/cancel", Role.PURCHASER),
                roles(POST, ORDER + "/accept", Role.TEACHER, Role.PURCHASER, Role.PRINCIPAL),
                roles(POST, ORDER + "/reject", Role.TEACHER, Role.PURCHASER, Role.PRINCIPAL),
                roles(POST, ORDER + "/redeliver", Role.VENDOR_MANAGER),
                roles(POST, ORDER + "/invoices", Role.VENDOR_MANAGER));
    }
}
