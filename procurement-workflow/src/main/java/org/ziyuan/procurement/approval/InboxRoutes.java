package org.ziyuan.procurement.approval;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.ACCOUNTANT;
import static org.ziyuan.marketplace.identity.Role.PRINCIPAL;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Who may call the routes of the inbox. */
@Component
class InboxRoutes implements RoutePolicies {

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                signedIn(GET, "/api/v1/inbox"), roles(POST, "/api/v1/inbox/{taskId}/decision", ACCOUNTANT, PRINCIPAL));
    }
}
