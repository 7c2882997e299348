package org.ziyuan.marketplace.pooling;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.pooling.JointPurchaseApi.PURCHASES;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Who may call the routes of joint purchases. */
@Component
class JointPurchaseRoutes implements RoutePolicies {

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, PURCHASES, Readers.ofMoney()),
                roles(GET, PURCHASES + "/{id}", Readers.ofMoney()),
                roles(GET, PURCHASES + "/{id}/demands", Readers.ofMoney()),
                roles(POST, PURCHASES, Role.bureaus()),
                roles(POST, PURCHASES + "/{id}/demands", JoinJointPurchase.askers()),
                roles(POST, "/api/v1/joint-demands/{id}/withdraw", JoinJointPurchase.askers()),
                roles(POST, PURCHASES + "/{id}/award", Role.bureaus()),
                roles(POST, PURCHASES + "/{id}/cancel", Role.bureaus()));
    }
}
