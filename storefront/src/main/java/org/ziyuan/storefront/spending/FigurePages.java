package org.ziyuan.storefront.spending;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.execution.ExecutionTree;
import org.ziyuan.marketplace.execution.Figure;
import org.ziyuan.marketplace.execution.Holdings;
import org.ziyuan.marketplace.execution.Holdings.Holding;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** From a figure to what it consists of. */
@Controller
class FigurePages implements RoutePolicies {

    private final ExecutionTree tree;
    private final Holdings holdings;
    private final PaperLinks papers;
    private final Filters filters;

    FigurePages(ExecutionTree tree, Holdings holdings, PaperLinks papers, Filters filters) {
        this.tree = tree;
        this.holdings = holdings;
        this.papers = papers;
        this.filters = filters;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/spending/figures/{figure}", Readers.ofMoney()));
    }

    @GetMapping("/spending/figures/{figure}")
    Mono<String> figure(
            @PathVariable String figure,
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer year,
            Sought sought,
            Model model,
            Actor actor,
            Locale locale) {
        Asked asked = filters.read(at, fund, year, actor);
        model.addAttribute("sought", sought.about(Asked.NAMES));
        return AskedTogether.of(
                Mono.fromSupplier(() -> Figure.of(figure))
                        .flatMap(wanted -> show(wanted, asked, sought, model, actor))
                        .thenReturn("spending/figure"),
                filters.show(asked, model, locale));
    }

    private Mono<Void> show(Figure figure, Asked asked, Sought sought, Model model, Actor actor) {
        model.addAttribute("figure", figure.word());
        return Mono.when(
                tree.of(asked.question(), actor)
                        .doOnNext(branch -> model.addAttribute("branch", branch))
                        .doOnNext(branch -> model.addAttribute("crumbs", SpendingPages.crumbs(branch.way(), asked)))
                        .doOnNext(branch -> model.addAttribute("sum", amount(figure, branch))),
                parts(figure, asked, sought, model, actor));
    }

    private Mono<?> parts(Figure figure, Asked asked, Sought sought, Model model, Actor actor) {
        return holdings.of(asked.question(), figure, sought, actor)
                .doOnNext(page -> model.addAttribute("page", page))
                .flatMap(page -> papers.of(
                        page.items().stream()
                                .map(Holding::documentId)
                                .filter(Objects::nonNull)
                                .toList(),
                        actor))
                .doOnNext(found -> model.addAttribute("papers", found));
    }

    private static long amount(Figure figure, ExecutionTree.Branch branch) {
        return TreeColumns.all().stream()
                .filter(column -> column.word().equals(figure.word()))
                .mapToLong(column -> column.of(branch.whole()))
                .sum();
    }
}
