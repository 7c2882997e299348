package org.ziyuan.marketplace.adjustment;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.adjustment.BudgetChangeApi.CHANGES;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Who may call the routes of budget changes; which of them he then sees is decided with the change. */
@Component
class BudgetChangeRoutes implements RoutePolicies {

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, CHANGES, Readers.ofMoney()),
                roles(GET, CHANGES + "/{id}", Readers.ofMoney()),
                roles(POST, CHANGES, RequestBudgetChange.askers()),
                roles(POST, CHANGES + "/{id}/approve", Role.bureaus()),
                roles(POST, CHANGES + "/{id}/reject", Role.bureaus()),
                roles(POST, CHANGES + "/{id}/withdraw", RequestBudgetChange.askers()));
    }
}
