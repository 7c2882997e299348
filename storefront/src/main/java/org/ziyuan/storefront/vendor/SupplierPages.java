package org.ziyuan.storefront.vendor;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.anyone;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.vendor.PublicVendors;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** A vendor as everybody sees him, reached from what he sells. */
@Controller
class SupplierPages implements RoutePolicies {

    private final PublicVendors vendors;

    SupplierPages(PublicVendors vendors) {
        this.vendors = vendors;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(anyone(GET, "/suppliers/{id}"));
    }

    @GetMapping("/suppliers/{id}")
    Mono<String> one(@PathVariable UUID id, Model model) {
        return AskedTogether.of(
                vendors.find(id)
                        .doOnNext(found -> model.addAttribute("vendor", found))
                        .thenReturn("vendors/supplier"),
                vendors.proved(id).doOnNext(proved -> model.addAttribute("proved", proved)));
    }
}
