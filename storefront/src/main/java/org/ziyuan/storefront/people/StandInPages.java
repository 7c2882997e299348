package org.ziyuan.storefront.people;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.people.standin.LendDuty;
import org.ziyuan.marketplace.people.standin.StandIns;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.BeijingTime;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.Option;
import reactor.core.publisher.Mono;

/** Who stands in for whom, and the form by which a duty is lent for a time. */
@Controller
class StandInPages implements RoutePolicies {

    private static final String PAGE = "/stand-ins";

    private final StandIns standIns;
    private final LendDuty lend;
    private final MessageSource words;
    private final Clock clock;

    StandInPages(StandIns standIns, LendDuty lend, MessageSource words, Clock clock) {
        this.standIns = standIns;
        this.lend = lend;
        this.words = words;
        this.clock = clock;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, PAGE, Readers.whoLendDuties()),
                roles(POST, PAGE, Readers.whoLendDuties()),
                roles(POST, PAGE + "/{id}/end", Readers.whoLendDuties()));
    }

    @GetMapping(PAGE)
    Mono<String> page(Model model, Actor actor, Locale locale) {
        model.addAttribute("operation", Ids.next());
        model.addAttribute("today", LocalDate.now(clock).toString());
        return AskedTogether.of(Mono.when(
                        standIns.lendable(actor)
                                .doOnNext(roles -> model.addAttribute(
                                        "roles",
                                        roles.stream()
                                                .map(role -> new Option(
                                                        role.name(), words.getMessage("role." + role, null, locale)))
                                                .toList())),
                        standIns.of(actor).doOnNext(all -> model.addAttribute("standIns", all)))
                .thenReturn("people/stand-ins"));
    }

    @PostMapping(PAGE)
    Mono<String> lend(Actor actor, Posted posted) {
        return posted.keeping(Map.of("name-required", "displayName", "reason-required", "reason"))
                .of(() -> lend.lend(posted.id("operation"), wish(posted.form()), actor), "standIn.said.lent", PAGE);
    }

    @PostMapping(PAGE + "/{id}/end")
    Mono<String> end(@PathVariable UUID id, Actor actor, Posted posted) {
        return posted.keeping(Map.of())
                .of(() -> lend.takeBack(id, posted.text("reason"), actor), "standIn.said.takenBack", PAGE);
    }

    private static LendDuty.Wish wish(MultiValueMap<String, String> form) {
        return new LendDuty.Wish(
                Fields.plain(form, "login"),
                Fields.text(form, "displayName"),
                RoleField.of(form),
                midnight(Fields.day(form, "validFrom")),
                midnight(Fields.day(form, "validUntil").plusDays(1)),
                Fields.text(form, "reason"));
    }

    private static OffsetDateTime midnight(LocalDate day) {
        return day.atStartOfDay(BeijingTime.ZONE).toOffsetDateTime();
    }
}
