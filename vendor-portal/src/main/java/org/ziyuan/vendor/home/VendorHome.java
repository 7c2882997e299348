package org.ziyuan.vendor.home;

import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ordering.finder.VendorsDesk;
import reactor.core.publisher.Mono;

/** The vendor's first page: what to do next, computed from the data. */
@Controller
class VendorHome {

    private final VendorsDesk desk;

    VendorHome(VendorsDesk desk) {
        this.desk = desk;
    }

    @GetMapping("/vendor")
    Mono<String> home(Model model, Actor vendor) {
        return desk.of(vendor)
                .doOnNext(waiting -> model.addAttribute("waiting", waiting))
                .thenReturn("vendor/home");
    }
}
