package org.ziyuan.storefront.spending;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.execution.AccountEntries;
import org.ziyuan.marketplace.execution.AccountEntries.Entry;
import org.ziyuan.marketplace.execution.ExecutionTree;
import org.ziyuan.marketplace.execution.Figure;
import org.ziyuan.marketplace.execution.Holdings;
import org.ziyuan.marketplace.execution.Holdings.Holding;
import org.ziyuan.marketplace.execution.JournalSheets;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** From a figure to what it consists of, from there to the entries of an account, to the journal and its document. */
@Controller
class FigurePages implements RoutePolicies {

    private static final int ON_A_PAGE = 50;

    private final ExecutionTree tree;
    private final Holdings holdings;
    private final AccountEntries entries;
    private final JournalSheets journals;
    private final PaperLinks papers;
    private final Filters filters;

    FigurePages(
            ExecutionTree tree,
            Holdings holdings,
            AccountEntries entries,
            JournalSheets journals,
            PaperLinks papers,
            Filters filters) {
        this.tree = tree;
        this.holdings = holdings;
        this.entries = entries;
        this.journals = journals;
        this.papers = papers;
        this.filters = filters;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/spending/figures/{figure}", Readers.ofMoney()),
                roles(GET, "/spending/accounts/{id}", Readers.ofMoney()),
                roles(GET, "/spending/journals/{id}", Readers.ofMoney()));
    }

    @GetMapping("/spending/figures/{figure}")
    Mono<String> figure(
            @PathVariable String figure,
            @RequestParam(required = false) @Nullable UUID at,
            @RequestParam(required = false) @Nullable String fund,
            @RequestParam(required = false) @Nullable Integer year,
            @RequestParam(defaultValue = "") String cursor,
            Model model,
            Actor actor,
            Locale locale) {
        Asked asked = filters.read(at, fund, year, actor);
        return filters.show(asked, model, locale)
                .then(Mono.fromSupplier(() -> Figure.of(figure)))
                .flatMap(wanted -> show(wanted, asked, cursor, model, actor))
                .thenReturn("spending/figure");
    }

    private Mono<Void> show(Figure figure, Asked asked, String cursor, Model model, Actor actor) {
        model.addAttribute("figure", figure.word());
        return tree.of(asked.question(), actor)
                .doOnNext(branch -> model.addAttribute("branch", branch))
                .doOnNext(branch -> model.addAttribute("crumbs", SpendingPages.crumbs(branch.way(), asked)))
                .doOnNext(branch -> model.addAttribute("sum", amount(figure, branch)))
                .then(holdings.of(asked.question(), figure, cursor, ON_A_PAGE, actor))
                .doOnNext(page -> model.addAttribute("page", page))
                .doOnNext(page -> model.addAttribute("next", next(page, figure, asked)))
                .flatMap(page -> papers.of(
                        page.items().stream()
                                .map(Holding::documentId)
                                .filter(Objects::nonNull)
                                .toList(),
                        actor))
                .doOnNext(found -> model.addAttribute("papers", found))
                .then();
    }

    @GetMapping("/spending/accounts/{id}")
    Mono<String> account(
            @PathVariable long id, @RequestParam(required = false) @Nullable Long before, Model model, Actor actor) {
        return entries.find(id, actor)
                .doOnNext(sheet -> model.addAttribute("sheet", sheet))
                .flatMap(sheet -> entries.of(id, before, ON_A_PAGE, actor).flatMap(page -> {
                    List<UUID> documents =
                            page.items().stream().map(Entry::documentId).toList();
                    model.addAttribute("page", page);
                    model.addAttribute(
                            "next", page.next() == null ? null : "/spending/accounts/" + id + "?before=" + page.next());
                    UUID own = sheet.documentId();
                    return papers.of(own == null ? documents : with(documents, own), actor);
                }))
                .doOnNext(found -> model.addAttribute("papers", found))
                .thenReturn("spending/account");
    }

    @GetMapping("/spending/journals/{id}")
    Mono<String> journal(@PathVariable UUID id, Model model, Actor actor) {
        return journals.find(id, actor)
                .doOnNext(sheet -> model.addAttribute("journal", sheet))
                .flatMap(sheet -> papers.of(List.of(sheet.documentId()), actor))
                .doOnNext(found -> model.addAttribute("papers", found))
                .thenReturn("spending/journal");
    }

    private static long amount(Figure figure, ExecutionTree.Branch branch) {
        return TreeColumns.all().stream()
                .filter(column -> column.word().equals(figure.word()))
                .mapToLong(column -> column.of(branch.whole()))
                .sum();
    }

    private static @Nullable String next(Page<Holding> page, Figure figure, Asked asked) {
        return page.next() == null ? null : asked.on("/spending/figures/" + figure.word()) + "&cursor=" + page.next();
    }

    private static List<UUID> with(List<UUID> documents, UUID one) {
        return Stream.concat(documents.stream(), Stream.of(one)).toList();
    }
}
