package org.ziyuan.storefront.requisition;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.identity.Role.PURCHASER;
import static org.ziyuan.marketplace.identity.Role.TEACHER;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Who may open the pages of requisitions; which ones they then see is decided by the module behind. */
@Component
class RequisitionPageRoutes implements RoutePolicies {

    /** The same who may ask for requisitions over the API: not the pupils and parents of the school. */
    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/requisitions", Readers.ofRequisitions()),
                roles(GET, "/requisitions.csv", Readers.ofRequisitions()),
                roles(GET, "/requisitions/{id}", Readers.ofRequisitions()),
                roles(GET, "/requisitions/{id}/process", Readers.ofRequisitions()),
                roles(POST, "/requisitions/start", PURCHASER, TEACHER),
                roles(POST, "/requisitions/{id}/draft", PURCHASER, TEACHER),
                roles(POST, "/requisitions/{id}/submit", PURCHASER, TEACHER),
                roles(POST, "/requisitions/{id}/withdraw", PURCHASER, TEACHER),
                roles(POST, "/requisitions/{id}/copy", PURCHASER, TEACHER));
    }
}
