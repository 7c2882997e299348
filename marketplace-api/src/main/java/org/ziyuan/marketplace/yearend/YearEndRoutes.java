package org.ziyuan.marketplace.yearend;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;
import static org.ziyuan.marketplace.yearend.YearEndApi.YEAR_ENDS;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Who may call the routes of the year end; for whose books is decided with the organization. */
@Component
class YearEndRoutes implements RoutePolicies {

    private static final Role[] CLOSERS = Role.bureausAnd(Role.ACCOUNTANT);

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, YEAR_ENDS, Readers.ofYearEnds()),
                roles(GET, YEAR_ENDS + "/preview", CLOSERS),
                roles(GET, YEAR_ENDS + "/{id}", Readers.ofYearEnds()),
                roles(GET, YEAR_ENDS + "/{id}/moved", Readers.ofYearEnds()),
                roles(POST, YEAR_ENDS, CLOSERS),
                roles(POST, YEAR_ENDS + "/{id}/reopen", Role.bureaus()),
                roles(POST, YEAR_ENDS + "/{id}/resume", CLOSERS));
    }
}
