package org.ziyuan.storefront.spending;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.organization.Organization;
import org.ziyuan.marketplace.organization.Organizations;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.BudgetBar;
import reactor.core.publisher.Mono;

/** How far the money has gone, each person seeing his own organization and what lies under it. */
@Controller
class SpendingPages implements RoutePolicies {

    /** The same who may ask for budget lines over the API. */
    private static final Role[] READERS = {
        Role.PURCHASER,
        Role.ACCOUNTANT,
        Role.PRINCIPAL,
        Role.AUDITOR,
        Role.COUNTY_BUREAU,
        Role.CITY_BUREAU,
        Role.PROVINCE_BUREAU
    };

    private final SpendingOverview overview;
    private final LineJournals journals;
    private final Organizations organizations;
    private final BudgetLines lines;
    private final BudgetBook book;
    private final Clock clock;

    SpendingPages(
            SpendingOverview overview,
            LineJournals journals,
            Organizations organizations,
            BudgetLines lines,
            BudgetBook book,
            Clock clock) {
        this.overview = overview;
        this.journals = journals;
        this.organizations = organizations;
        this.lines = lines;
        this.book = book;
        this.clock = clock;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/spending", READERS), roles(GET, "/spending/lines/{id}", READERS));
    }

    @GetMapping("/spending")
    Mono<String> spending(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable Integer year,
            Model model,
            Actor actor) {
        int now = LocalDate.now(clock).getYear();
        int shown = year == null ? now : year;
        model.addAttribute("year", shown);
        model.addAttribute("years", List.of(now, now - 1));
        return organizations
                .find(at == null ? actor.organizationId() : at, actor)
                .doOnNext(organization -> model.addAttribute("organization", organization))
                .flatMap(organization -> rows(organization, shown))
                .doOnNext(rows -> model.addAttribute("rows", rows))
                .doOnNext(rows -> model.addAttribute("whole", whole(rows)))
                .thenReturn("spending/spending");
    }

    @GetMapping("/spending/lines/{id}")
    Mono<String> line(@PathVariable UUID id, Model model, Actor actor) {
        return lines.find(id, actor)
                .doOnNext(line -> model.addAttribute("line", line))
                .zipWith(book.balance(id), BudgetBar::of)
                .doOnNext(bar -> model.addAttribute("bar", bar))
                .then(journals.ofLine(id).collectList())
                .doOnNext(legs -> model.addAttribute("legs", legs))
                .thenReturn("spending/line");
    }

    private Mono<List<SpendingOverview.Row>> rows(Organization organization, int year) {
        return organization.kind().equals("bureau")
                ? overview.below(organization.id(), year).collectList()
                : overview.lines(organization.id(), year).collectList();
    }

    private static BudgetBar whole(List<SpendingOverview.Row> rows) {
        return rows.stream().map(SpendingOverview.Row::bar).reduce(new BudgetBar("", 0, 0, 0, 0, 0), BudgetBar::plus);
    }
}
