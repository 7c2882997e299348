package org.ziyuan.storefront.spending;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.ToLongFunction;
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
import org.ziyuan.storefront.layout.Crumb;
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

    /** The columns by which the overview can be put in order, the largest amount first. */
    private static final Map<String, ToLongFunction<BudgetBar>> COLUMNS = Map.of(
            "available", BudgetBar::available,
            "reserved", BudgetBar::reserved,
            "encumbered", BudgetBar::encumbered,
            "accepted", BudgetBar::accepted,
            "spent", BudgetBar::spent);

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/spending", READERS),
                roles(GET, "/spending.csv", READERS),
                roles(GET, "/spending/lines/{id}", READERS),
                roles(GET, "/spending/lines/{id}/journals.csv", READERS));
    }

    @GetMapping("/spending")
    Mono<String> spending(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(required = false) @Nullable String sort,
            Model model,
            Actor actor) {
        int now = LocalDate.now(clock).getYear();
        int shown = year == null ? now : year;
        model.addAttribute("year", shown);
        model.addAttribute("years", List.of(now, now - 1));
        model.addAttribute("sort", sort);
        return organizations
                .find(at == null ? actor.organizationId() : at, actor)
                .doOnNext(organization -> model.addAttribute("organization", organization))
                .delayUntil(organization ->
                        crumbs(organization, shown, actor).doOnNext(crumbs -> model.addAttribute("crumbs", crumbs)))
                .flatMap(organization -> overview.of(organization, shown))
                .map(rows -> inOrder(rows, sort))
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

    private static List<SpendingOverview.Row> inOrder(List<SpendingOverview.Row> rows, @Nullable String sort) {
        ToLongFunction<BudgetBar> column = sort == null ? null : COLUMNS.get(sort);
        return column == null
                ? rows
                : rows.stream()
                        .sorted(Comparator.comparingLong((SpendingOverview.Row row) -> column.applyAsLong(row.bar()))
                                .reversed())
                        .toList();
    }

    /** The way back up, as far as the actor may see: his own organization first, the one shown last. */
    private Mono<List<Crumb>> crumbs(Organization shown, int year, Actor actor) {
        return Mono.just(shown)
                .expand(below -> {
                    UUID parent = below.parentId();
                    return parent == null || below.id().equals(actor.organizationId())
                            ? Mono.empty()
                            : organizations.find(parent, actor);
                })
                .map(one -> one.id().equals(shown.id())
                        ? Crumb.here(one.name())
                        : new Crumb(one.name(), "/spending?at=" + one.id() + "&year=" + year))
                .collectList()
                .map(upward -> {
                    Collections.reverse(upward);
                    return upward;
                });
    }

    private static BudgetBar whole(List<SpendingOverview.Row> rows) {
        return rows.stream().map(SpendingOverview.Row::bar).reduce(new BudgetBar("", 0, 0, 0, 0, 0), BudgetBar::plus);
    }
}
