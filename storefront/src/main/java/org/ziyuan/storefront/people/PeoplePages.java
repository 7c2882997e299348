package org.ziyuan.storefront.people;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.mail.Letters;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.people.Granting;
import org.ziyuan.marketplace.people.PeopleInSight;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.Option;
import reactor.core.publisher.Mono;

/** The people one oversees, and the form by which somebody gets a role. */
@Controller
class PeoplePages implements RoutePolicies {

    private static final List<Role> LISTED = Arrays.stream(Role.values())
            .filter(role -> role != Role.PUPIL && role != Role.PARENT)
            .toList();

    private final PeopleInSight people;
    private final Granting granting;
    private final Organizations organizations;
    private final Letters letters;
    private final AsShown asShown;
    private final MessageSource words;

    PeoplePages(
            PeopleInSight people,
            Granting granting,
            Organizations organizations,
            Letters letters,
            AsShown asShown,
            MessageSource words) {
        this.people = people;
        this.granting = granting;
        this.organizations = organizations;
        this.letters = letters;
        this.asShown = asShown;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/people", Readers.ofPeople()),
                roles(GET, "/people/new", Readers.whoGiveRoles()),
                roles(GET, "/people/{id}", Readers.ofPeople()));
    }

    @GetMapping("/people")
    Mono<String> list(
            @RequestParam(required = false) @Nullable Role role,
            Sought sought,
            Model model,
            Actor actor,
            Locale locale) {
        model.addAttribute("sought", sought);
        model.addAttribute("role", role);
        model.addAttribute("roles", options(LISTED, locale));
        model.addAttribute("gives", actor.isAnyOf(Readers.whoGiveRoles()));
        return people.list(role, sought, actor)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("people/people");
    }

    /** The roles offered are those that the reader may give in the organization that is named. */
    @GetMapping("/people/new")
    Mono<String> form(
            @RequestParam(required = false) @Nullable String organization, Model model, Actor actor, Locale locale) {
        model.addAttribute("mailed", letters.on());
        return organizations
                .named(organization, Sight.PEOPLE, actor)
                .doOnNext(place -> model.addAttribute("place", place))
                .flatMap(place -> granting.rolesToGive(place.id(), actor))
                .doOnNext(roles -> model.addAttribute("roles", options(roles, locale)))
                .thenReturn("people/new");
    }

    @GetMapping("/people/{id}")
    Mono<String> one(@PathVariable UUID id, Model model, Actor actor) {
        return AskedTogether.of(
                people.find(id, actor)
                        .doOnNext(file -> model.addAttribute("file", file))
                        .zipWith(granting.reach(id, actor), (file, reach) -> PersonRules.of(file, reach, actor))
                        .doOnNext(may -> model.addAttribute("may", may))
                        .thenReturn("people/person"),
                asShown.of("person", id, actor).doOnNext(seen -> model.addAttribute("seen", seen)));
    }

    private List<Option> options(List<Role> roles, Locale locale) {
        return roles.stream()
                .map(role -> new Option(role.name(), words.getMessage("role." + role, null, locale)))
                .toList();
    }
}
