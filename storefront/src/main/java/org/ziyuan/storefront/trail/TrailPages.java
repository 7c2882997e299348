package org.ziyuan.storefront.trail;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.licensing.LicenceUse;
import org.ziyuan.marketplace.ordering.OrderFiles;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.procurement.requisition.Requisitions;
import org.ziyuan.storefront.layout.BudgetBar;
import reactor.core.publisher.Mono;

/** One purchase from end to end, every figure with the journal and the document behind it; printable. */
@Controller
class TrailPages implements RoutePolicies {

    private final PurchaseOrders orders;
    private final OrderFiles files;
    private final Requisitions requisitions;
    private final BudgetLines lines;
    private final BudgetBook book;
    private final LicenceUse use;
    private final TrailProof proof;

    TrailPages(
            PurchaseOrders orders,
            OrderFiles files,
            Requisitions requisitions,
            BudgetLines lines,
            BudgetBook book,
            LicenceUse use,
            TrailProof proof) {
        this.orders = orders;
        this.files = files;
        this.requisitions = requisitions;
        this.lines = lines;
        this.book = book;
        this.use = use;
        this.proof = proof;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/audit", TrailReaders.roles()));
    }

    @GetMapping("/audit")
    Mono<String> trail(@RequestParam(required = false) @Nullable UUID order, Sought sought, Model model, Actor actor) {
        return order == null ? choose(sought, model, actor) : walk(order, model, actor);
    }

    private Mono<String> choose(Sought sought, Model model, Actor actor) {
        model.addAttribute("sought", sought);
        model.addAttribute("searches", actor.isAnyOf(TrailReaders.searching()));
        return orders.list(actor, null, null, sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("trail/choose");
    }

    private Mono<String> walk(UUID id, Model model, Actor actor) {
        Mono<String> page = orders.find(id, actor)
                .doOnNext(order -> model.addAttribute("order", order))
                .flatMap(order -> Mono.when(documents(order, model, actor), proof.of(order, model, actor)))
                .thenReturn("trail/trail");
        return AskedTogether.of(page);
    }

    private Mono<Void> documents(PurchaseOrder order, Model model, Actor actor) {
        Mono<?> line = Mono.zip(lines.find(order.chargedLineId(), actor), book.balance(order.chargedLineId()))
                .doOnNext(both -> model.addAttribute("line", both.getT1()))
                .doOnNext(both -> model.addAttribute("bar", BudgetBar.of(both.getT1(), both.getT2())))
                .onErrorResume(Refusal.class, hidden -> Mono.empty());
        Mono<?> requisition = requisitions
                .find(order.requisitionId(), actor)
                .doOnNext(found -> model.addAttribute("requisition", found))
                .onErrorResume(Refusal.class, hidden -> Mono.empty());
        return Mono.when(
                line,
                requisition,
                files.of(order.id(), actor).doOnNext(papers -> model.addAttribute("papers", papers)),
                use.launches(order.id())
                        .collectList()
                        .doOnNext(launches -> model.addAttribute("launches", launches))
                        .doOnNext(launches -> model.addAttribute("launchesEnd", launches.size() >= LicenceUse.MOST)));
    }
}
