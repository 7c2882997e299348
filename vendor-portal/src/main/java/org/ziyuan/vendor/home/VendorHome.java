package org.ziyuan.vendor.home;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.finder.VendorsDesk;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The vendor's first page: what to do next, computed from the data. */
@Controller
class VendorHome implements RoutePolicies {

    private final VendorsDesk desk;

    VendorHome(VendorsDesk desk) {
        this.desk = desk;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/vendor", Role.VENDOR_MANAGER));
    }

    @GetMapping("/vendor")
    Mono<String> home(Model model, Actor vendor) {
        return desk.of(vendor)
                .doOnNext(waiting -> model.addAttribute("waiting", waiting))
                .thenReturn("vendor/home");
    }
}
