package org.ziyuan.vendor.home;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.listing.batch.ReturnedDrafts;
import org.ziyuan.marketplace.ordering.finder.SoldProducts;
import org.ziyuan.marketplace.ordering.finder.VendorsDesk;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.vendor.Qualification.Item;
import org.ziyuan.marketplace.vendor.Qualifications;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The vendor's first page: what to do next, what came back and why, what sold, and how it is used. */
@Controller
class VendorHome implements RoutePolicies {

    private static final int DAYS_BEFORE = 60;

    private final VendorsDesk desk;
    private final SoldProducts products;
    private final ReturnedDrafts returned;
    private final Qualifications qualifications;
    private final Clock clock;

    VendorHome(
            VendorsDesk desk,
            SoldProducts products,
            ReturnedDrafts returned,
            Qualifications qualifications,
            Clock clock) {
        this.desk = desk;
        this.products = products;
        this.returned = returned;
        this.qualifications = qualifications;
        this.clock = clock;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/vendor", Role.VENDOR_MANAGER));
    }

    @GetMapping("/vendor")
    Mono<String> home(Model model, Actor vendor) {
        return AskedTogether.of(
                desk.of(vendor)
                        .doOnNext(waiting -> model.addAttribute("waiting", waiting))
                        .thenReturn("vendor/home"),
                products.of(vendor).doOnNext(sold -> model.addAttribute("sold", sold)),
                returned.of(vendor).doOnNext(back -> model.addAttribute("returned", back)),
                qualifications
                        .of(vendor.organizationId(), vendor)
                        .doOnNext(proofs -> model.addAttribute(
                                "proofs",
                                proofs.items().stream().filter(this::needsHim).toList())));
    }

    /** What is missing, came back, or ends within two months and was not renewed. */
    private boolean needsHim(Item proof) {
        LocalDate end = proof.goodUntil();
        boolean ends = end != null && end.isBefore(LocalDate.now(clock).plusDays(DAYS_BEFORE));
        return proof.lacks() || proof.returned() || ends && !proof.waits();
    }
}
