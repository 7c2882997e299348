package org.ziyuan.marketplace.licensing;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;
import reactor.core.publisher.Mono;

/** Licences, seats and the gate over HTTP. */
@RestController
@RequestMapping("/api/v1")
class LicensingApi {

    private final MyResources myResources;
    private final HeldLicences licences;
    private final Seats seats;
    private final Gate gate;
    private final LicenceHistory history;
    private final Tagged<HeldLicence> tagged;

    LicensingApi(
            MyResources myResources,
            HeldLicences licences,
            Seats seats,
            Gate gate,
            LicenceHistory history,
            AsShown asShown) {
        this.myResources = myResources;
        this.licences = licences;
        this.seats = seats;
        this.gate = gate;
        this.history = history;
        this.tagged = licences.tagged(asShown);
    }

    @GetMapping("/my/resources")
    Mono<Page<ResourceCard>> myResources(Actor actor, Sought sought) {
        return myResources.of(actor, sought);
    }

    @GetMapping("/licences")
    Mono<Page<HeldLicence>> licences(Actor actor, Sought sought) {
        return licences.of(actor, sought);
    }

    @GetMapping("/licences/{id}")
    Mono<ResponseEntity<HeldLicence>> licence(@PathVariable UUID id, Actor actor) {
        return tagged.one(id, actor);
    }

    /** What happened to a licence, the oldest first. */
    @GetMapping("/licences/{id}/history")
    Mono<Steps> history(@PathVariable UUID id, Actor actor) {
        return licences.find(id, actor)
                .flatMap(held -> history.of(held.id()).collectList())
                .map(Steps::new);
    }

    /** May the person who asks open this listing now? The same answer as a launch would get; nothing is taken. */
    @GetMapping("/licences/check")
    Mono<Check> check(@RequestParam UUID listing, Actor actor) {
        return gate.mayUse(actor.person(), listing)
                .map(decision -> new Check(
                        listing, decision.allows(), decision.reason().code(), decision.licenceId(), decision.seatId()));
    }

    @PostMapping("/licences/{id}/seats")
    Mono<Seat> claim(@PathVariable UUID id, Actor actor) {
        return seats.claim(id, actor);
    }

    @DeleteMapping("/licences/{id}/seats/mine")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    Mono<Void> giveBack(@PathVariable UUID id, Actor actor) {
        return seats.giveBack(id, actor);
    }

    record Steps(List<LicenceHistory.Step> items) {}

    /** @param reason the reason's code, such as {@code seats-exhausted} */
    record Check(
            UUID listing,
            boolean allowed,
            String reason,
            @Nullable UUID licenceId,
            @Nullable UUID seatId) {}

    /** Who may call what. */
    @Configuration(proxyBeanMethods = false)
    static class Routes {
        @Bean
        RoutePolicies licensingRoutes() {
            return () -> List.of(
                    RoutePolicy.signedIn(HttpMethod.GET, "/api/v1/my/resources"),
                    RoutePolicy.signedIn(HttpMethod.GET, "/api/v1/licences"),
                    RoutePolicy.signedIn(HttpMethod.GET, "/api/v1/licences/check"),
                    RoutePolicy.signedIn(HttpMethod.GET, "/api/v1/licences/{id}"),
                    RoutePolicy.signedIn(HttpMethod.GET, "/api/v1/licences/{id}/history"),
                    RoutePolicy.signedIn(HttpMethod.POST, "/api/v1/licences/{id}/seats"),
                    RoutePolicy.signedIn(HttpMethod.DELETE, "/api/v1/licences/{id}/seats/mine"));
        }
    }
}
