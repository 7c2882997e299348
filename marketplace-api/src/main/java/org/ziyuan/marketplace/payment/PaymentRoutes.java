package org.ziyuan.marketplace.payment;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.machine;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import org.springframework.stereotype.Component;
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
                signedIn(GET, "/api/v1/purchase-orders/{id}/payments"),
                signedIn(GET, "/api/v1/payments"),
                signedIn(GET, PAYMENT),
                signedIn(GET, PAYMENT + "/attempts"),
                signedIn(GET, PAYMENT + "/transfer-order"),
                signedIn(GET, "/api/v1/payment-differences"),
                signedIn(GET, "/api/v1/purchase-orders/{id}/payment-differences"),
                roles(POST, "/api/v1/payment-differences/{id}/book", Role.ACCOUNTANT),
                roles(POST, "/api/v1/payment-differences/{id}/clear", Role.ACCOUNTANT),
                roles(POST, PAYMENT + "/check", Role.ACCOUNTANT),
                roles(POST, PAYMENT + "/confirm-transfer", Role.ACCOUNTANT),
                roles(POST, PAYMENT + "/fail-transfer", Role.ACCOUNTANT),
                machine(POST, "/notify/alipay"),
                machine(POST, "/notify/stripe"));
    }
}
