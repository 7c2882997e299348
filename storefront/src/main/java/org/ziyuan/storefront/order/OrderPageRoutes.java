package org.ziyuan.storefront.order;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Who may open the pages of orders and payments; what they then see is decided by the core. */
@Component
class OrderPageRoutes implements RoutePolicies {

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/orders", Readers.ofOrders()),
                roles(GET, "/orders/{id}", Readers.ofOrders()),
                roles(GET, "/invoices", Readers.ofPayments()),
                roles(GET, "/orders/{id}/payment", Readers.ofPayments()),
                roles(GET, "/payments/{id}/transfer-order", Readers.ofPayments()),
                roles(GET, "/payments/{id}/cashier", Role.ACCOUNTANT),
                roles(GET, "/payments/attention", Readers.ofPaymentsInQuestion()),
                roles(GET, "/payments/differences", Readers.ofPaymentsInQuestion()),
                roles(POST, "/payment-differences/{id}/book", Role.ACCOUNTANT),
                roles(POST, "/payment-differences/{id}/clear", Role.ACCOUNTANT),
                roles(POST, "/orders/{id}/accept", Role.TEACHER, Role.PURCHASER, Role.PRINCIPAL),
                roles(POST, "/orders/{id}/reject", Role.TEACHER, Role.PURCHASER, Role.PRINCIPAL),
                roles(POST, "/orders/{id}/cancel", Role.PURCHASER),
                roles(POST, "/orders/{id}/pay", Role.ACCOUNTANT),
                roles(POST, "/payments/{id}/check", Role.ACCOUNTANT),
                roles(POST, "/payments/{id}/confirm-transfer", Role.ACCOUNTANT),
                roles(POST, "/payments/{id}/fail-transfer", Role.ACCOUNTANT));
    }
}
