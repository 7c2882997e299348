package org.ziyuan.storefront.allocation;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.allocation.Explanations;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Why a school gets what it gets, to read. */
@Controller
class WhyPages implements RoutePolicies {

    private final Explanations explanations;

    WhyPages(Explanations explanations) {
        this.explanations = explanations;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/allocations/{id}/schools/{schoolId}", Readers.ofMoney()),
                roles(GET, "/why", Readers.ofMoney()));
    }

    @GetMapping("/allocations/{id}/schools/{schoolId}")
    Mono<String> why(@PathVariable UUID id, @PathVariable UUID schoolId, Model model, Actor actor) {
        return AskedTogether.of(explanations.of(id, schoolId, actor))
                .doOnNext(why -> model.addAttribute("explanations", List.of(why)))
                .doOnNext(why ->
                        model.addAttribute("run", AllocationPages.decides(actor) || actor.is(Role.AUDITOR) ? id : null))
                .thenReturn("allocation/why");
    }

    /** The same for a school that asks about itself, all allocations of a year. */
    @GetMapping("/why")
    Mono<String> whyUs(
            @RequestParam(required = false) @Nullable UUID school,
            @RequestParam(required = false) @Nullable Integer year,
            Model model,
            Actor actor) {
        return AskedTogether.of(explanations
                        .ofSchool(school == null ? actor.organizationId() : school, year, actor)
                        .collectList())
                .doOnNext(all -> model.addAttribute("explanations", all))
                .doOnNext(all -> model.addAttribute("more", all.size() >= Explanations.MOST))
                .thenReturn("allocation/why");
    }
}
