package org.ziyuan.storefront.organization;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
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
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.OrganizationKind;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.register.ActUponTree;
import org.ziyuan.marketplace.register.OrganizationActs;
import org.ziyuan.marketplace.register.OrganizationHistory;
import org.ziyuan.marketplace.register.RegisteredOrganizations;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The register of organizations to look through, and one of them with what was true of it when. */
@Controller
class OrganizationPages implements RoutePolicies {

    private static final int ACTS_SHOWN = 20;

    private final Organizations organizations;
    private final RegisteredOrganizations register;
    private final OrganizationHistory history;
    private final OrganizationActs acts;
    private final OrganizationForm form;
    private final AsShown asShown;

    OrganizationPages(
            Organizations organizations,
            RegisteredOrganizations register,
            OrganizationHistory history,
            OrganizationActs acts,
            OrganizationForm form,
            AsShown asShown) {
        this.asShown = asShown;
        this.organizations = organizations;
        this.register = register;
        this.history = history;
        this.acts = acts;
        this.form = form;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/organizations", Readers.ofOrganizations()),
                roles(GET, "/organizations/new", ActUponTree.actors()),
                roles(GET, "/organizations/{id}", Readers.ofOrganizations()),
                roles(GET, "/organizations/{id}/change", ActUponTree.actors()));
    }

    @GetMapping("/organizations")
    Mono<String> list(
            @RequestParam(required = false) @Nullable OrganizationKind kind,
            Sought sought,
            Model model,
            Locale locale,
            Actor actor) {
        form.offer(model, locale);
        model.addAttribute("sought", sought);
        model.addAttribute("kind", kind);
        model.addAttribute("acts", actor.isAnyOf(ActUponTree.actors()));
        model.addAttribute("setsRosters", actor.isAnyOf(Readers.ofRosterServices()));
        return register.list(kind, null, sought, actor)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("organization/list");
    }

    @GetMapping("/organizations/{id}")
    Mono<String> one(@PathVariable UUID id, Sought sought, Model model, Locale locale, Actor actor) {
        form.offer(model, locale);
        model.addAttribute("sought", sought);
        model.addAttribute("operation", Ids.next());
        return AskedTogether.of(
                organizations
                        .find(id, actor)
                        .doOnNext(found -> model.addAttribute("organization", found))
                        .doOnNext(found -> model.addAttribute("may", OrganizationRules.of(found, actor)))
                        .flatMap(found -> above(found, model, actor))
                        .thenReturn("organization/one"),
                asShown.of("organization", id, actor).doOnNext(seen -> model.addAttribute("seen", seen)),
                register.list(null, id, sought, actor).doOnNext(page -> model.addAttribute("page", page)),
                register.peopleOf(id).doOnNext(people -> model.addAttribute("people", people)),
                history.of(id, actor).collectList().doOnNext(facts -> model.addAttribute("facts", facts)),
                acts.list(id, null, Sought.everything(Cursor.START, ACTS_SHOWN), actor)
                        .doOnNext(found -> model.addAttribute("acts", found.items())));
    }

    /** The form for a new one, below a parent or split off from another. */
    @GetMapping("/organizations/new")
    Mono<String> enter(
            @RequestParam(required = false) @Nullable UUID parent,
            @RequestParam(required = false) @Nullable UUID from,
            Model model,
            Locale locale,
            Actor actor) {
        form.offer(model, locale);
        model.addAttribute("operation", Ids.next());
        model.addAttribute("from", from);
        return (parent == null ? Mono.<Organization>empty() : organizations.find(parent, actor))
                .doOnNext(found -> model.addAttribute("parent", found))
                .then(from == null ? Mono.<Organization>empty() : organizations.find(from, actor))
                .doOnNext(found -> model.addAttribute("splitFrom", found))
                .flatMap(found -> register.list(null, found.id(), Sought.everything(Cursor.START, Page.LARGEST), actor))
                .doOnNext(children -> model.addAttribute("children", children.items()))
                .thenReturn("organization/new");
    }

    @GetMapping("/organizations/{id}/change")
    Mono<String> change(@PathVariable UUID id, Model model, Locale locale, Actor actor) {
        form.offer(model, locale);
        model.addAttribute("operation", Ids.next());
        return AskedTogether.of(
                organizations
                        .find(id, actor)
                        .doOnNext(found -> model.addAttribute("organization", found))
                        .thenReturn("organization/change"),
                asShown.of("organization", id, actor).doOnNext(seen -> model.addAttribute("seen", seen)));
    }

    /** The one above and the successor, as far as the reader sees them. */
    private Mono<Organization> above(Organization found, Model model, Actor actor) {
        return Mono.when(
                        named(found.parentId(), "parent", model, actor),
                        named(found.successorId(), "successor", model, actor))
                .thenReturn(found);
    }

    private Mono<Void> named(@Nullable UUID id, String name, Model model, Actor actor) {
        return id == null
                ? Mono.empty()
                : organizations
                        .find(id, actor)
                        .doOnNext(found -> model.addAttribute(name, found))
                        .onErrorComplete(Refusal.class)
                        .then();
    }
}
