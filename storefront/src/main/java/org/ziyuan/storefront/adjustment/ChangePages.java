package org.ziyuan.storefront.adjustment;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.adjustment.BudgetChange;
import org.ziyuan.marketplace.adjustment.BudgetChange.State;
import org.ziyuan.marketplace.adjustment.BudgetChanges;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Budget changes to read, and the form by which one is asked for. */
@Controller
class ChangePages implements RoutePolicies {

    static final Role[] ASKERS = Role.bureausAnd(Role.ACCOUNTANT, Role.PRINCIPAL);

    private final BudgetChanges changes;
    private final LineChoices choices;
    private final AsShown asShown;

    ChangePages(BudgetChanges changes, LineChoices choices, AsShown asShown) {
        this.asShown = asShown;
        this.changes = changes;
        this.choices = choices;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/budget-changes", Readers.ofMoney()),
                roles(GET, "/budget-changes/{id}", Readers.ofMoney()));
    }

    @GetMapping("/budget-changes")
    Mono<String> list(@RequestParam(required = false) @Nullable State state, Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        model.addAttribute("states", State.values());
        model.addAttribute("state", state);
        model.addAttribute("asks", actor.isAnyOf(ASKERS));
        return changes.list(actor, state, sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("adjustment/changes");
    }

    @GetMapping("/budget-changes/{id}")
    Mono<String> one(@PathVariable UUID id, Model model, Actor actor) {
        return AskedTogether.of(
                changes.find(id, actor)
                        .doOnNext(change -> model.addAttribute("change", change))
                        .doOnNext(change -> model.addAttribute("may", ChangeRules.of(change, actor)))
                        .flatMap(change -> sides(change, actor))
                        .doOnNext(lines -> model.addAttribute("lines", lines))
                        .thenReturn("adjustment/change"),
                asShown.of("change", id, actor).doOnNext(seen -> model.addAttribute("seen", seen)));
    }

    /** Its lines with what would happen to them; a line of another organization is not shown to who may not see it. */
    private Mono<List<ChangedLine>> sides(BudgetChange change, Actor actor) {
        return Flux.fromStream(Stream.of(change.fromLineId(), change.toLineId()).filter(Objects::nonNull))
                .flatMapSequential(id -> choices.line(id, actor).onErrorResume(Refusal.class, unseen -> Mono.empty()))
                .map(chosen -> ChangedLine.of(chosen, change))
                .collectList();
    }
}
