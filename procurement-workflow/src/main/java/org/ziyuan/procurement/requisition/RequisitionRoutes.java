package org.ziyuan.procurement.requisition;

import static org.springframework.http.HttpMethod.DELETE;
import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.springframework.http.HttpMethod.PUT;
import static org.ziyuan.marketplace.identity.Role.PURCHASER;
import static org.ziyuan.marketplace.identity.Role.TEACHER;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Who may call the routes of requisitions; which of them he then sees is decided in the query. */
@Component
class RequisitionRoutes implements RoutePolicies {

    private static final String ONE = "/api/v1/requisitions/{id}";

    private static final Role[] WRITERS = {PURCHASER, TEACHER};

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/api/v1/requisitions", Readers.ofRequisitions()),
                roles(GET, ONE, Readers.ofRequisitions()),
                roles(GET, ONE + "/timeline", Readers.ofRequisitions()),
                roles(GET, ONE + "/process.svg", Readers.ofRequisitions()),
                roles(POST, "/api/v1/requisitions", WRITERS),
                roles(POST, ONE + "/lines", WRITERS),
                roles(DELETE, ONE + "/lines/{lineId}", WRITERS),
                roles(PUT, ONE + "/budget-line", WRITERS),
                roles(POST, ONE + "/submit", WRITERS),
                roles(POST, ONE + "/withdraw", WRITERS),
                roles(POST, ONE + "/copy", WRITERS));
    }
}
