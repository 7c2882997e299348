package org.ziyuan.storefront.organization;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.register.ActUponTree;
import org.ziyuan.marketplace.register.ActWish;
import org.ziyuan.marketplace.register.OrganizationAct;
import org.ziyuan.marketplace.register.OrganizationAct.Kind;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Enters, changes, moves, merges, splits and closes organizations; what was typed into a refused form is shown again. */
@Controller
class OrganizationActPages implements RoutePolicies {

    private static final Map<String, String> FIELDS = Map.of(
            "identifier-rewritten", "organizationCode",
            "date-malformed", "holdsFrom",
            "id-malformed", "children",
            "credit-code-malformed", "creditCode",
            "credit-code-check-digit", "creditCode");

    private final Organizations organizations;
    private final ActUponTree tree;
    private final OrganizationForm reading;

    OrganizationActPages(Organizations organizations, ActUponTree tree, OrganizationForm reading) {
        this.organizations = organizations;
        this.tree = tree;
        this.reading = reading;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/organizations", ActUponTree.actors()),
                roles(POST, "/organizations/{id}/change", ActUponTree.actors()),
                roles(POST, "/organizations/{id}/acts", ActUponTree.actors()),
                roles(POST, "/organizations/{id}/acts/{act}/withdraw", ActUponTree.actors()));
    }

    @PostMapping("/organizations")
    Mono<String> enter(Actor actor, Posted posted) {
        return posted.keeping(FIELDS)
                .leadingTo(
                        () -> entered(posted.form(), actor)
                                .map(act -> "redirect:/organizations/" + act.organizationId()),
                        "/organizations/new",
                        "/organizations/new" + asked(posted.form()));
    }

    private Mono<OrganizationAct> entered(MultiValueMap<String, String> form, Actor actor) {
        UUID from = Fields.text(form, "from").isEmpty() ? null : Fields.id(form, "from");
        return named(Fields.text(form, "parent"), "parent", actor)
                .map(parent -> OrganizationForm.facts(form, parent.id()))
                .switchIfEmpty(Mono.fromCallable(() -> OrganizationForm.facts(form, null)))
                .flatMap(facts -> tree.ask(
                        Fields.id(form, "operation"),
                        new ActWish(
                                from == null ? Kind.CREATE : Kind.SPLIT,
                                from,
                                reading.day(form),
                                Fields.text(form, "grounds"),
                                null,
                                facts,
                                children(form)),
                        actor));
    }

    private static List<UUID> children(MultiValueMap<String, String> form) {
        return form.getOrDefault("children", List.of()).stream()
                .map(OrganizationActPages::id)
                .toList();
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException malformed) {
            throw Refusal.malformed("id-malformed");
        }
    }

    /** The page of the form for what it was about. */
    private static String asked(MultiValueMap<String, String> form) {
        String from = Fields.text(form, "from");
        return from.matches("[0-9a-f-]{36}") ? "?from=" + from : "";
    }

    /** Done, it leads to the organization; refused, back to what was typed. */
    @PostMapping("/organizations/{id}/change")
    Mono<String> change(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.keeping(FIELDS)
                .asShown("organization", id)
                .refusedAt("/organizations/" + id + "/change")
                .of(() -> changed(id, posted.form(), actor).then(), "organization.said.acted", "/organizations/" + id);
    }

    private Mono<OrganizationAct> changed(UUID id, MultiValueMap<String, String> form, Actor actor) {
        return tree.ask(
                Fields.id(form, "operation"),
                new ActWish(
                        Kind.CHANGE,
                        id,
                        reading.day(form),
                        Fields.text(form, "grounds"),
                        null,
                        OrganizationForm.facts(form, null),
                        List.of()),
                actor);
    }

    /** Moves, merges or closes, by which button was pressed. */
    @PostMapping("/organizations/{id}/acts")
    Mono<String> act(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.keeping(FIELDS)
                .asShown("organization", id)
                .of(() -> acted(id, posted.form(), actor).then(), "organization.said.acted", "/organizations/" + id);
    }

    private Mono<OrganizationAct> acted(UUID id, MultiValueMap<String, String> form, Actor actor) {
        Kind kind = kind(Fields.text(form, "decision"));
        String field = kind == Kind.MOVE ? "parent" : "heir";
        return named(Fields.text(form, field), field, actor)
                .map(Organization::id)
                .map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(other -> tree.ask(
                        Fields.id(form, "operation"),
                        new ActWish(
                                kind,
                                id,
                                reading.day(form),
                                Fields.text(form, "grounds"),
                                other.orElse(null),
                                null,
                                List.of()),
                        actor));
    }

    /** No button pressed is no act. */
    private static Kind kind(String pressed) {
        return switch (pressed) {
            case "MOVE" -> Kind.MOVE;
            case "MERGE" -> Kind.MERGE;
            case "CLOSE" -> Kind.CLOSE;
            default -> throw Refusal.invalid("decision-missing");
        };
    }

    @PostMapping("/organizations/{id}/acts/{act}/withdraw")
    Mono<String> withdraw(@PathVariable UUID id, @PathVariable UUID act, Actor actor, Posted posted) {
        return posted.asShown("organization", id)
                .of(() -> tree.withdraw(act, actor).then(), "organization.said.withdrawn", "/organizations/" + id);
    }

    /** The one whose code or name was typed; nothing typed is none. */
    private Mono<Organization> named(String typed, String field, Actor actor) {
        return typed.isBlank()
                ? Mono.empty()
                : organizations
                        .named(typed, Sight.ORGANIZATIONS, actor)
                        .onErrorMap(
                                Refusal.class,
                                unknown -> Refusal.invalid("organization-named-unknown")
                                        .with("value", typed)
                                        .with("field", field));
    }
}
