package org.ziyuan.vendor.order;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.OrderFiles;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The vendor's orders to read; what he does to them is {@link OrderActs}. */
@Controller
class OrderPages implements RoutePolicies {

    private final PurchaseOrders orders;
    private final OrderFiles files;
    private final Organizations organizations;
    private final AsShown asShown;

    OrderPages(PurchaseOrders orders, OrderFiles files, Organizations organizations, AsShown asShown) {
        this.asShown = asShown;
        this.orders = orders;
        this.files = files;
        this.organizations = organizations;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/vendor/orders", Role.VENDOR_MANAGER),
                roles(GET, "/vendor/orders/{id}", Role.VENDOR_MANAGER),
                roles(GET, "/vendor/invoices", Role.VENDOR_MANAGER));
    }

    @GetMapping("/vendor/orders")
    Mono<String> list(
            @RequestParam(required = false) @Nullable OrderState state, Sought sought, Model model, Actor vendor) {
        model.addAttribute("sought", sought);
        model.addAttribute("states", OrderState.values());
        model.addAttribute("state", state);
        return orders.list(vendor, state, null, sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("vendor/orders");
    }

    @GetMapping("/vendor/invoices")
    Mono<String> invoices(Sought sought, Model model, Actor vendor) {
        model.addAttribute("sought", sought);
        return orders.list(vendor, null, null, sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("vendor/invoices");
    }

    @GetMapping("/vendor/orders/{id}")
    Mono<String> one(@PathVariable UUID id, Model model, Actor vendor) {
        return AskedTogether.of(
                orders.find(id, vendor)
                        .doOnNext(order -> model.addAttribute("order", order))
                        .doOnNext(order -> model.addAttribute("may", OrderRules.in(order.state())))
                        .thenReturn("vendor/order"),
                asShown.of("order", id, vendor).doOnNext(seen -> model.addAttribute("seen", seen)),
                files.of(id, vendor).doOnNext(papers -> model.addAttribute("papers", papers)),
                organizations
                        .findAny(vendor.organizationId())
                        .doOnNext(own -> model.addAttribute(
                                "creditCode", Objects.requireNonNullElse(own.unifiedCreditCode(), ""))));
    }
}
