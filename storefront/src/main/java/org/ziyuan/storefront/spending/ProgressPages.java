package org.ziyuan.storefront.spending;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.execution.ExecutionMonths;
import org.ziyuan.marketplace.execution.TrialBalance;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The execution of a budget month by month, and the trial balance that proves the figures. */
@Controller
class ProgressPages implements RoutePolicies {

    private final ExecutionMonths months;
    private final TrialBalance trialBalance;
    private final Filters filters;

    ProgressPages(ExecutionMonths months, TrialBalance trialBalance, Filters filters) {
        this.months = months;
        this.trialBalance = trialBalance;
        this.filters = filters;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/spending/months", Readers.ofMoney()),
                roles(GET, "/spending/trial-balance", Readers.ofMoney()));
    }

    @GetMapping("/spending/months")
    Mono<String> months(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer year,
            Model model,
            Actor actor,
            Locale locale) {
        Asked asked = filters.read(at, fund, year, actor);
        return AskedTogether.of(
                months.of(asked.question(), actor)
                        .doOnNext(course -> model.addAttribute("course", course))
                        .doOnNext(course -> model.addAttribute("chart", MonthChart.of(course)))
                        .thenReturn("spending/months"),
                filters.show(asked, model, locale));
    }

    @GetMapping("/spending/trial-balance")
    Mono<String> trialBalance(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer year,
            Model model,
            Actor actor,
            Locale locale) {
        Asked asked = filters.read(at, fund, year, actor);
        return AskedTogether.of(
                trialBalance
                        .of(asked.question(), actor)
                        .doOnNext(sheet -> model.addAttribute("sheet", sheet))
                        .thenReturn("spending/trial-balance"),
                filters.show(asked, model, locale));
    }
}
