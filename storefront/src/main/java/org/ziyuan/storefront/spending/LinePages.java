package org.ziyuan.storefront.spending;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.ziyuan.marketplace.execution.LineJournals;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.BudgetBar;
import reactor.core.publisher.Mono;

/** One budget line to read: what is left of it, and its journals. */
@Controller
class LinePages implements RoutePolicies {

    /** Allocations compute its lines, and explain each amount. */
    private static final String COMPUTED_FUND = "per-pupil";

    private final LineJournals journals;
    private final BudgetLines lines;
    private final BudgetBook book;
    private final PaperLinks papers;

    LinePages(LineJournals journals, BudgetLines lines, BudgetBook book, PaperLinks papers) {
        this.journals = journals;
        this.lines = lines;
        this.book = book;
        this.papers = papers;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/spending/lines/{id}", Readers.ofMoney()));
    }

    @GetMapping("/spending/lines/{id}")
    Mono<String> line(@PathVariable UUID id, Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        Mono<String> shown = lines.find(id, actor)
                .doOnNext(line -> model.addAttribute("line", line))
                .doOnNext(line -> model.addAttribute("computed", line.fundCode().equals(COMPUTED_FUND)))
                .zipWith(book.balance(id), BudgetBar::of)
                .doOnNext(bar -> model.addAttribute("bar", bar))
                .flatMap(seen -> journals.ofLine(id, sought, actor))
                .doOnNext(page -> model.addAttribute("page", page))
                .flatMap(page -> papers.of(
                        page.items().stream().map(LineJournals.Leg::documentId).toList(), actor))
                .doOnNext(found -> model.addAttribute("papers", found))
                .thenReturn("spending/line");
        return AskedTogether.of(shown);
    }
}
