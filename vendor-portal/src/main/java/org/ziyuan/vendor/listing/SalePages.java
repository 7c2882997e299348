package org.ziyuan.vendor.listing;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.sale.PlanSale;
import org.ziyuan.marketplace.listing.sale.SalePlan;
import org.ziyuan.marketplace.listing.sale.Sales;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Where a vendor says from when until when a listing is sold, and until when it is used. */
@Controller
class SalePages implements RoutePolicies {

    private static final String PAGE = "/vendor/listings/{id}/sale";

    private final Sales sales;
    private final PlanSale plan;
    private final AsShown asShown;

    SalePages(Sales sales, PlanSale plan, AsShown asShown) {
        this.sales = sales;
        this.plan = plan;
        this.asShown = asShown;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, PAGE, Role.VENDOR_MANAGER), roles(POST, PAGE, Role.VENDOR_MANAGER));
    }

    @GetMapping(PAGE)
    Mono<String> page(@PathVariable UUID id, Model model, Actor vendor) {
        return AskedTogether.of(
                sales.of(id, vendor)
                        .doOnNext(planned -> model.addAttribute("planned", planned))
                        .thenReturn("vendor/sale"),
                asShown.of(sales.name(), id, vendor).doOnNext(seen -> model.addAttribute("seen", seen)));
    }

    @PostMapping(PAGE)
    Mono<String> plan(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.keeping(Map.of())
                .asShown(sales.name(), id)
                .of(
                        () -> plan.plan(id, wanted(posted), vendor),
                        "vendor.sale.said.planned",
                        "/vendor/listings/" + id + "/sale");
    }

    private static SalePlan wanted(Posted posted) {
        return new SalePlan(
                day(posted, "soldFrom"),
                day(posted, "soldUntil"),
                day(posted, "usedUntil"),
                !posted.text("keptBack").isEmpty(),
                posted.text("toSchools"));
    }

    private static @Nullable LocalDate day(Posted posted, String field) {
        try {
            return posted.text(field).isBlank() ? null : Fields.day(posted.form(), field);
        } catch (Refusal malformed) {
            throw malformed.with("field", field);
        }
    }
}
