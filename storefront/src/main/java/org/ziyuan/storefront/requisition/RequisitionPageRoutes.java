package org.ziyuan.storefront.requisition;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.PURCHASER;
import static org.ziyuan.marketplace.identity.Role.TEACHER;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Who may open the pages of requisitions; which ones they then see is decided by the module behind. */
@Component
class RequisitionPageRoutes implements RoutePolicies {

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                signedIn(GET, "/requisitions"),
                signedIn(GET, "/requisitions/{id}"),
                signedIn(GET, "/requisitions/{id}/process"),
                roles(POST, "/requisitions/start", PURCHASER, TEACHER),
                roles(POST, "/requisitions/{id}/lines", PURCHASER, TEACHER),
                roles(POST, "/requisitions/{id}/lines/{lineId}/remove", PURCHASER, TEACHER),
                roles(POST, "/requisitions/{id}/budget-line", PURCHASER, TEACHER),
                roles(POST, "/requisitions/{id}/submit", PURCHASER, TEACHER),
                roles(POST, "/requisitions/{id}/withdraw", PURCHASER, TEACHER));
    }
}
