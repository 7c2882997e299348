package org.ziyuan.storefront.adjustment;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.web.RoutePolicies;

/** Who may open the pages of budget changes; which of them he then sees is decided with the change. */
@Component
class ChangeRoutes implements RoutePolicies {

    static final Role[] ASKERS = Role.bureausAnd(Role.ACCOUNTANT, Role.PRINCIPAL);

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/budget-changes", Readers.ofMoney()),
                roles(GET, "/budget-changes/export", Readers.ofMoney()),
                roles(GET, "/budget-changes/new", ASKERS),
                roles(GET, "/budget-changes/{id}", Readers.ofMoney()),
                roles(POST, "/budget-changes", ASKERS),
                roles(POST, "/budget-changes/{id}/decision", Role.bureaus()),
                roles(POST, "/budget-changes/{id}/withdraw", ASKERS));
    }
}
