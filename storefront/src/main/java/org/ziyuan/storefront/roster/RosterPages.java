package org.ziyuan.storefront.roster;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.roster.RollOver;
import org.ziyuan.marketplace.roster.RosterChanges;
import org.ziyuan.marketplace.roster.RosterKind;
import org.ziyuan.marketplace.roster.Rosters;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Who is in which class, what changed that, and what the next school year would change. */
@Controller
class RosterPages implements RoutePolicies {

    private final Rosters rosters;
    private final RosterChanges changes;
    private final RollOver rollOver;
    private final AsShown asShown;

    RosterPages(Rosters rosters, RosterChanges changes, RollOver rollOver, AsShown asShown) {
        this.rosters = rosters;
        this.changes = changes;
        this.rollOver = rollOver;
        this.asShown = asShown;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/roster", Readers.ofRosters()),
                roles(GET, "/roster/changes", Readers.ofRosters()),
                roles(GET, "/roster/rollover", Readers.ofRosters()));
    }

    @GetMapping("/roster")
    Mono<String> list(
            @RequestParam(required = false) @Nullable RosterKind kind,
            @RequestParam(required = false) @Nullable UUID classId,
            Sought sought,
            Model model,
            Actor actor) {
        model.addAttribute("sought", sought);
        model.addAttribute("kind", kind);
        model.addAttribute("kinds", RosterKind.values());
        model.addAttribute("classId", classId);
        return Mono.zip(rosters.list(kind, classId, sought, actor), rosters.classes(actor))
                .doOnNext(both -> model.addAttribute("page", both.getT1()))
                .doOnNext(both -> model.addAttribute("classes", both.getT2()))
                .thenReturn("roster/roster");
    }

    @GetMapping("/roster/changes")
    Mono<String> changes(Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        return seen(model, actor)
                .then(Mono.defer(() -> changes.list(sought, actor)))
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("roster/changes");
    }

    @GetMapping("/roster/rollover")
    Mono<String> plan(Model model, Actor actor) {
        return seen(model, actor)
                .then(Mono.defer(() -> rollOver.plan(actor)))
                .doOnNext(plan -> model.addAttribute("plan", plan))
                .thenReturn("roster/rollover");
    }

    private Mono<Void> seen(Model model, Actor actor) {
        model.addAttribute("operation", Ids.next());
        return asShown.of("roster", actor.organizationId(), actor)
                .doOnNext(seen -> model.addAttribute("seen", seen))
                .then();
    }
}
