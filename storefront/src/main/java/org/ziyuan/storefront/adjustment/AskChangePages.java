package org.ziyuan.storefront.adjustment;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Sight;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The form that asks for a change of the budget, with the lines that may give and take. */
@Controller
class AskChangePages implements RoutePolicies {

    private final LineChoices choices;
    private final Organizations organizations;
    private final Clock clock;

    AskChangePages(LineChoices choices, Organizations organizations, Clock clock) {
        this.choices = choices;
        this.organizations = organizations;
        this.clock = clock;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/budget-changes/new", ChangePages.ASKERS));
    }

    @GetMapping("/budget-changes/new")
    Mono<String> ask(ChangeForm form, Model model, Actor actor) {
        int year = form.yearOr(LocalDate.now(clock).getYear());
        model.addAttribute("form", form);
        model.addAttribute("year", year);
        return AskedTogether.of(
                side("giver", "fromLines", form.giver(), year, model, actor).thenReturn("adjustment/ask"),
                side("taker", "toLines", form.takerOrGiver(), year, model, actor));
    }

    private Mono<?> side(String side, String lines, @Nullable String named, int year, Model model, Actor actor) {
        return organizations
                .named(named, Sight.MONEY, actor)
                .doOnNext(place -> model.addAttribute(side, place))
                .flatMap(place -> choices.of(place.id(), year))
                .doOnNext(found -> model.addAttribute(lines, found));
    }
}
