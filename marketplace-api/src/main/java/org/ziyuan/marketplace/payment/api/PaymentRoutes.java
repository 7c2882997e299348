package org.ziyuan.marketplace.payment.api;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.machine;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Who may call the routes of payment; notifications prove themselves by their signature. */
@Component
class PaymentRoutes implements RoutePolicies {

    private static final String PAYMENT = "/api/v1/payments/{id}";

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/api/v1/purchase-orders/{id}/payments", Role.ACCOUNTANT),
                roles(GET, "/api/v1/purchase-orders/{id}/payments", Readers.ofPayments()),
                roles(GET, "/api/v1/payments", Readers.ofPayments()),
                roles(GET, PAYMENT, Readers.ofPayments()),
                roles(GET, PAYMENT + "/attempts", Readers.ofPayments()),
                roles(GET, PAYMENT + "/transfer-order", Readers.ofPayments()),
                roles(GET, "/api/v1/payment-differences", Readers.ofPayments()),
                roles(GET, "/api/v1/purchase-orders/{id}/payment-differences", Readers.ofPayments()),
                roles(POST, "/api/v1/payment-differences/{id}/book", Role.ACCOUNTANT),
                roles(POST, "/api/v1/payment-differences/{id}/clear", Role.ACCOUNTANT),
                roles(POST, PAYMENT + "/check", Role.ACCOUNTANT),
                roles(POST, PAYMENT + "/confirm-transfer", Role.ACCOUNTANT),
                roles(POST, PAYMENT + "/fail-transfer", Role.ACCOUNTANT),
                machine(POST, "/notify/alipay"),
                machine(POST, "/notify/stripe"));
    }
}
