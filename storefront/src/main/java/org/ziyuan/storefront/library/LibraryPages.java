package org.ziyuan.storefront.library;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.signedIn;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.licensing.MyResources;
import org.ziyuan.marketplace.licensing.Seats;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The page of a person's resources; opening one is the platform's launch, not this page's. */
@Controller
class LibraryPages implements RoutePolicies {

    private final MyResources resources;
    private final Seats seats;

    LibraryPages(MyResources resources, Seats seats) {
        this.resources = resources;
        this.seats = seats;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                signedIn(GET, "/library"),
                signedIn(POST, "/library/{licenceId}/claim"),
                signedIn(POST, "/library/{licenceId}/give-back"));
    }

    @GetMapping("/library")
    Mono<String> mine(Sought sought, Model model, Actor person) {
        model.addAttribute("sought", sought);
        return resources
                .of(person, sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("library/library");
    }

    @PostMapping("/library/{licenceId}/claim")
    Mono<String> claim(@PathVariable UUID licenceId, Actor person, Posted posted) {
        return posted.of(() -> seats.claim(licenceId, person), "library.said.claimed", "/library");
    }

    @PostMapping("/library/{licenceId}/give-back")
    Mono<String> giveBack(@PathVariable UUID licenceId, Actor person, Posted posted) {
        return posted.of(() -> seats.giveBack(licenceId, person), "library.said.givenBack", "/library");
    }
}
