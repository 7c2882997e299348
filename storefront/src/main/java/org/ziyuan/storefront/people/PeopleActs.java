package org.ziyuan.storefront.people;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.springframework.web.util.UriComponentsBuilder;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.people.AdministerPerson;
import org.ziyuan.marketplace.people.AdmitPerson;
import org.ziyuan.marketplace.people.EndRole;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.BeijingTime;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** Gives and ends roles, keeps people out and lets them in. */
@Controller
class PeopleActs implements RoutePolicies {

    private static final String FORM = "/people/new";

    private final AdmitPerson admit;
    private final EndRole ends;
    private final AdministerPerson administer;
    private final Outcome outcome;

    PeopleActs(AdmitPerson admit, EndRole ends, AdministerPerson administer, Outcome outcome) {
        this.admit = admit;
        this.ends = ends;
        this.administer = administer;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/people", Readers.whoGiveRoles()),
                roles(POST, "/people/{id}/roles/{grant}/end", Readers.whoGiveRoles()),
                roles(POST, "/people/{id}/suspend", Readers.whoGiveRoles()),
                roles(POST, "/people/{id}/restore", Readers.whoGiveRoles()),
                roles(POST, "/people/{id}/second-factor/forget", Readers.whoGiveRoles()),
                roles(POST, "/people/{id}/invitations", Readers.whoGiveRoles()));
    }

    @PostMapping("/people")
    Mono<String> admit(OperationId id, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> Mono.defer(() -> admit.admit(id.value(), wish(form), actor))
                        .map(person -> "redirect:/people/" + person)
                        .onErrorResume(
                                Refusal.class,
                                refusal -> outcome.keeping(
                                                form, Map.of("name-required", "displayName", "date-malformed", "until"))
                                        .of(Mono.error(refusal), "", FORM, session, locale)
                                        .thenReturn("redirect:" + again(form))));
    }

    @PostMapping("/people/{id}/roles/{grant}/end")
    Mono<String> end(
            @PathVariable UUID id,
            @PathVariable UUID grant,
            Actor actor,
            WebSession session,
            Locale locale,
            ServerWebExchange exchange) {
        return said(
                id,
                form -> ends.end(id, grant, Fields.text(form, "reason"), Fields.plain(form, "successor"), actor),
                "person.said.ended",
                exchange,
                session,
                locale);
    }

    @PostMapping("/people/{id}/suspend")
    Mono<String> suspend(
            @PathVariable UUID id, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return said(
                id,
                form -> administer.suspend(id, Fields.text(form, "reason"), actor),
                "person.said.suspended",
                exchange,
                session,
                locale);
    }

    @PostMapping("/people/{id}/restore")
    Mono<String> restore(
            @PathVariable UUID id, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return said(
                id,
                form -> administer.restore(id, Fields.text(form, "reason"), actor),
                "person.said.restored",
                exchange,
                session,
                locale);
    }

    @PostMapping("/people/{id}/second-factor/forget")
    Mono<String> forgetSecondFactor(
            @PathVariable UUID id, Actor actor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return said(
                id,
                form -> administer.forgetSecondFactor(id, Fields.text(form, "reason"), actor),
                "person.said.factorForgotten",
                exchange,
                session,
                locale);
    }

    @PostMapping("/people/{id}/invitations")
    Mono<String> invite(
            @PathVariable UUID id,
            OperationId operation,
            Actor actor,
            WebSession session,
            Locale locale,
            ServerWebExchange exchange) {
        return said(
                id,
                form -> administer.reset(operation.value(), id, actor).then(),
                "person.said.invited",
                exchange,
                session,
                locale);
    }

    private Mono<String> said(
            UUID id,
            Function<MultiValueMap<String, String>, Mono<Void>> act,
            String done,
            ServerWebExchange exchange,
            WebSession session,
            Locale locale) {
        return exchange.getFormData()
                .flatMap(form -> outcome.keeping(form, Map.of())
                        .asShown("person", id, form)
                        .of(Mono.defer(() -> act.apply(form)), done, "/people/" + id, session, locale));
    }

    private static AdmitPerson.Wish wish(MultiValueMap<String, String> form) {
        return new AdmitPerson.Wish(
                Fields.plain(form, "login"),
                Fields.text(form, "displayName"),
                role(Fields.text(form, "role")),
                Fields.id(form, "organization"),
                until(form));
    }

    /** The end of the day that is named, in Beijing; null where none is: a role goes on until somebody ends it. */
    private static @Nullable OffsetDateTime until(MultiValueMap<String, String> form) {
        return Fields.plain(form, "until").isEmpty()
                ? null
                : Fields.day(form, "until")
                        .plusDays(1)
                        .atStartOfDay(BeijingTime.ZONE)
                        .toOffsetDateTime();
    }

    private static Role role(String name) {
        try {
            return Role.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw Refusal.invalid("field-missing").with("field", "role");
        }
    }

    private static String again(MultiValueMap<String, String> form) {
        return UriComponentsBuilder.fromPath(FORM)
                .queryParam("organization", "{code}")
                .encode()
                .buildAndExpand(Fields.plain(form, "code"))
                .toUriString();
    }
}
