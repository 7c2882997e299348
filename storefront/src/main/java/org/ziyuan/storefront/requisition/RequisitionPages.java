package org.ziyuan.storefront.requisition;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.requisition.Requisition;
import org.ziyuan.procurement.requisition.RequisitionState;
import org.ziyuan.procurement.requisition.Requisitions;
import reactor.core.publisher.Mono;

/** Requisitions to read; what is done to them is {@link RequisitionActs}. */
@Controller
class RequisitionPages implements RoutePolicies {

    private final Requisitions requisitions;
    private final AsShown asShown;
    private final Purses purses;
    private final Ahead ahead;
    private final RequisitionTimeline timeline;

    RequisitionPages(
            Requisitions requisitions, AsShown asShown, Purses purses, Ahead ahead, RequisitionTimeline timeline) {
        this.ahead = ahead;
        this.asShown = asShown;
        this.requisitions = requisitions;
        this.purses = purses;
        this.timeline = timeline;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/requisitions", Readers.ofRequisitions()),
                roles(GET, "/requisitions/{id}", Readers.ofRequisitions()),
                roles(GET, "/requisitions/{id}/process", Readers.ofRequisitions()));
    }

    @GetMapping("/requisitions")
    Mono<String> list(
            @RequestParam(required = false) @Nullable RequisitionState state, Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        model.addAttribute("begins", actor.isAnyOf(Role.PURCHASER, Role.TEACHER));
        model.addAttribute("gathers", actor.is(Role.PURCHASER));
        model.addAttribute("asks", actor.is(Role.TEACHER));
        model.addAttribute("states", RequisitionState.values());
        model.addAttribute("state", state);
        return requisitions
                .list(actor, state, sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("requisition/requisitions");
    }

    @GetMapping("/requisitions/{id}")
    Mono<String> one(@PathVariable UUID id, Model model, Actor actor, Locale locale) {
        Mono<String> page = requisitions.find(id, actor).flatMap(found -> {
            model.addAttribute("requisition", found);
            model.addAttribute("mine", found.requesterId().equals(actor.personId()));
            model.addAttribute("copies", mayCopy(found, actor));
            return found.state() == RequisitionState.DRAFT
                    ? builder(found, model, actor, locale)
                    : sheet(found, model, actor, locale);
        });
        return AskedTogether.of(
                page,
                asShown.of("requisition", id, actor).doOnNext(seen -> model.addAttribute("seen", seen)),
                requisitions.originOf(id, actor).doOnNext(origin -> model.addAttribute("origin", origin)));
    }

    private static boolean mayCopy(Requisition found, Actor actor) {
        return found.state().isClosed()
                && found.organizationId().equals(actor.organizationId())
                && actor.isAnyOf(Role.PURCHASER, Role.TEACHER);
    }

    @GetMapping("/requisitions/{id}/process")
    Mono<String> process(@PathVariable UUID id, Model model, Actor actor) {
        return requisitions
                .find(id, actor)
                .doOnNext(found -> model.addAttribute("requisition", found))
                .thenReturn("requisition/process");
    }

    private Mono<String> builder(Requisition draft, Model model, Actor actor, Locale locale) {
        model.addAttribute("english", locale.getLanguage().equals("en"));
        Mono<Void> foretold =
                draft.requesterId().equals(actor.personId()) ? ahead.show(draft, model, actor) : Mono.empty();
        return Mono.when(purses.of(draft, actor).doOnNext(usable -> model.addAttribute("purses", usable)), foretold)
                .thenReturn("requisition/draft");
    }

    /** Asks only where a decision may be open: not once the order is issued or the requisition is over. */
    private Mono<Optional<Instant>> due(Requisition found) {
        return found.state().holdsReservation()
                ? requisitions
                        .dueAt(found.id())
                        .map(at -> Optional.of(at.toInstant()))
                        .defaultIfEmpty(Optional.empty())
                : Mono.just(Optional.empty());
    }

    private Mono<String> sheet(Requisition found, Model model, Actor actor, Locale locale) {
        model.addAttribute("may", RequisitionRules.of(found, actor));
        Mono<?> steps = requisitions
                .timeline(found.id(), actor)
                .collectList()
                .zipWith(due(found))
                .doOnNext(both -> model.addAttribute(
                        "steps", timeline.of(found, both.getT1(), both.getT2().orElse(null), locale)));
        return Mono.when(steps, purses.chosen(found, actor).doOnNext(bar -> model.addAttribute("bar", bar)))
                .thenReturn("requisition/requisition");
    }
}
