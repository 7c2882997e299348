package org.ziyuan.storefront.roster;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.roster.service.KeepRosterService;
import org.ziyuan.marketplace.roster.service.ReadRosterService;
import org.ziyuan.marketplace.roster.service.RosterService;
import org.ziyuan.marketplace.roster.service.RosterServices;
import org.ziyuan.marketplace.roster.service.ServiceWish;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The system from which a school's roster is read, said by the school or by a bureau for all its schools. */
@Controller
class RosterServicePages implements RoutePolicies {

    private static final String PAGE = "/roster/service";

    private final RosterServices services;
    private final KeepRosterService keep;
    private final ReadRosterService reading;
    private final AsShown asShown;

    RosterServicePages(RosterServices services, KeepRosterService keep, ReadRosterService reading, AsShown asShown) {
        this.services = services;
        this.keep = keep;
        this.reading = reading;
        this.asShown = asShown;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, PAGE, Readers.ofRosterServices()),
                roles(POST, PAGE, Readers.ofRosterServices()),
                roles(POST, PAGE + "/forget", Readers.ofRosterServices()),
                roles(POST, PAGE + "/read", Readers.ofRosters()));
    }

    @GetMapping(PAGE)
    Mono<String> page(Model model, Actor actor) {
        model.addAttribute("reads", actor.isAnyOf(Readers.ofRosters()));
        model.addAttribute("operation", Ids.next());
        return AskedTogether.of(
                services.own(actor.organizationId(), actor)
                        .doOnNext(own -> model.addAttribute("service", own))
                        .thenReturn("roster/service"),
                services.nearest(actor)
                        .map(RosterService::organizationName)
                        .defaultIfEmpty("")
                        .doOnNext(name -> model.addAttribute("usedOf", name)),
                asShown.of("roster-service", actor.organizationId(), actor)
                        .doOnNext(seen -> model.addAttribute("seen", seen)));
    }

    @PostMapping(PAGE)
    Mono<String> write(Actor actor, Posted posted) {
        return posted.keeping(Map.of())
                .asShown("roster-service", actor.organizationId())
                .of(() -> keep.write(wish(posted), actor).then(), "rosterService.said.written", PAGE);
    }

    private static ServiceWish wish(Posted posted) {
        return new ServiceWish(
                posted.text("baseUrl"), posted.text("tokenUrl"), posted.text("clientId"), posted.text("clientSecret"));
    }

    @PostMapping(PAGE + "/forget")
    Mono<String> forget(Actor actor, Posted posted) {
        return posted.asShown("roster-service", actor.organizationId())
                .of(() -> keep.forget(actor), "rosterService.said.forgotten", PAGE);
    }

    /** What was read is shown where every file is: its difference first, then whether to write it. */
    @PostMapping(PAGE + "/read")
    Mono<String> read(Actor actor, Posted posted) {
        return posted.leadingTo(
                () -> reading.read(posted.id("operation"), actor)
                        .map(found -> "redirect:/intake/" + found.kind() + "/" + found.id()),
                PAGE);
    }
}
