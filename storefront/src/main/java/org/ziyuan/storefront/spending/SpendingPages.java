package org.ziyuan.storefront.spending;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.execution.ExecutionTree;
import org.ziyuan.marketplace.execution.ExecutionTree.Above;
import org.ziyuan.marketplace.execution.ExecutionTree.Branch;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.Crumb;
import reactor.core.publisher.Mono;

/** How far the money has gone, each person seeing his own organization and what lies under it. */
@Controller
class SpendingPages implements RoutePolicies {

    private static final int ON_A_PAGE = 50;

    private final ExecutionTree tree;
    private final Filters filters;

    SpendingPages(ExecutionTree tree, Filters filters) {
        this.tree = tree;
        this.filters = filters;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/spending", Readers.ofMoney()), roles(GET, "/spending/branch", Readers.ofMoney()));
    }

    @GetMapping("/spending")
    Mono<String> spending(
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(required = false) @Nullable String sort,
            Sought sought,
            Model model,
            Actor actor,
            Locale locale) {
        Asked asked = filters.read(at, fund, year, actor);
        model.addAttribute("sort", sort == null ? "" : sort);
        model.addAttribute("sought", sought.about("at", "fund", "year", "sort"));
        return AskedTogether.of(
                tree.of(asked.question(), actor)
                        .doOnNext(branch -> show(branch, asked, sort, sought, model))
                        .thenReturn("spending/spending"),
                filters.show(asked, model, locale));
    }

    /** What lies below one row of the tree, put under it without loading the page anew. */
    @GetMapping("/spending/branch")
    Mono<String> branch(
            @RequestParam UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(defaultValue = "1") int depth,
            Model model,
            Actor actor) {
        Asked asked = filters.read(at, fund, year, actor);
        model.addAttribute("asked", asked);
        model.addAttribute("depth", Math.max(1, Math.min(depth, 8)));
        return tree.of(asked.question(), actor)
                .doOnNext(branch -> model.addAttribute("columns", TreeColumns.of(branch.whole())))
                .doOnNext(branch -> model.addAttribute(
                        "rows",
                        TreeRow.inOrder(branch.rows(), null).stream()
                                .limit(ON_A_PAGE)
                                .toList()))
                .doOnNext(branch ->
                        model.addAttribute("more", Math.max(0, branch.rows().size() - ON_A_PAGE)))
                .thenReturn("spending/branch :: rows");
    }

    private static void show(Branch branch, Asked asked, @Nullable String sort, Sought sought, Model model) {
        Page<TreeRow> page = sought.pageOf(
                TreeRow.inOrder(branch.rows(), sort),
                row -> List.of(row.standing().name()));
        model.addAttribute("branch", branch);
        model.addAttribute("crumbs", crumbs(branch.way(), asked));
        model.addAttribute("columns", TreeColumns.of(branch.whole()));
        model.addAttribute("whole", TreeRow.bar(branch.name(), branch.whole()));
        model.addAttribute("page", page);
    }

    static List<Crumb> crumbs(List<Above> way, Asked asked) {
        return IntStream.range(0, way.size())
                .mapToObj(step -> step == way.size() - 1
                        ? Crumb.here(way.get(step).name())
                        : new Crumb(way.get(step).name(), asked.of(way.get(step).id())))
                .toList();
    }
}
