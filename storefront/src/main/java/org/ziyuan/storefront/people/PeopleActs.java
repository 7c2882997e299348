package org.ziyuan.storefront.people;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.util.UriComponentsBuilder;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.idempotency.OperationId;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.people.AdministerPerson;
import org.ziyuan.marketplace.people.AdmitPerson;
import org.ziyuan.marketplace.people.EndRole;
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

    PeopleActs(AdmitPerson admit, EndRole ends, AdministerPerson administer) {
        this.admit = admit;
        this.ends = ends;
        this.administer = administer;
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
    Mono<String> admit(OperationId id, Actor actor, Posted posted) {
        return posted.keeping(Map.of("name-required", "displayName", "date-malformed", "until"))
                .leadingTo(
                        () -> admit.admit(id.value(), wish(posted.form()), actor)
                                .map(person -> "redirect:/people/" + person),
                        FORM,
                        again(posted.form()));
    }

    @PostMapping("/people/{id}/roles/{grant}/end")
    Mono<String> end(@PathVariable UUID id, @PathVariable UUID grant, Actor actor, Posted posted) {
        return said(
                id,
                () -> ends.end(id, grant, posted.text("reason"), posted.plain("successor"), actor),
                "person.said.ended",
                posted);
    }

    @PostMapping("/people/{id}/suspend")
    Mono<String> suspend(@PathVariable UUID id, Actor actor, Posted posted) {
        return said(id, () -> administer.suspend(id, posted.text("reason"), actor), "person.said.suspended", posted);
    }

    @PostMapping("/people/{id}/restore")
    Mono<String> restore(@PathVariable UUID id, Actor actor, Posted posted) {
        return said(id, () -> administer.restore(id, posted.text("reason"), actor), "person.said.restored", posted);
    }

    @PostMapping("/people/{id}/second-factor/forget")
    Mono<String> forgetSecondFactor(@PathVariable UUID id, Actor actor, Posted posted) {
        return said(
                id,
                () -> administer.forgetSecondFactor(id, posted.text("reason"), actor),
                "person.said.factorForgotten",
                posted);
    }

    @PostMapping("/people/{id}/invitations")
    Mono<String> invite(@PathVariable UUID id, OperationId operation, Actor actor, Posted posted) {
        return said(id, () -> administer.reset(operation.value(), id, actor).then(), "person.said.invited", posted);
    }

    private static Mono<String> said(UUID id, Supplier<Mono<Void>> act, String done, Posted posted) {
        return posted.keeping(Map.of()).asShown("person", id).of(act, done, "/people/" + id);
    }

    private static AdmitPerson.Wish wish(MultiValueMap<String, String> form) {
        return new AdmitPerson.Wish(
                Fields.plain(form, "login"),
                Fields.text(form, "displayName"),
                RoleField.of(form),
                Fields.id(form, "organization"),
                until(form),
                Fields.plain(form, "mail"));
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

    private static String again(MultiValueMap<String, String> form) {
        return UriComponentsBuilder.fromPath(FORM)
                .queryParam("organization", "{code}")
                .encode()
                .buildAndExpand(Fields.plain(form, "code"))
                .toUriString();
    }
}
