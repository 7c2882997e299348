package org.ziyuan.storefront.order;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.funding.BudgetLines;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.ledger.BudgetBook;
import org.ziyuan.marketplace.licensing.HeldLicences;
import org.ziyuan.marketplace.ordering.Duty;
import org.ziyuan.marketplace.ordering.OrderFiles;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.ordering.finder.OrderReasons;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.payment.Gateways;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentDifference;
import org.ziyuan.marketplace.payment.PaymentDifferences;
import org.ziyuan.marketplace.payment.Payments;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import org.ziyuan.storefront.layout.BudgetBar;
import reactor.core.publisher.Mono;

/** The school's orders to read; what is done to them is {@link OrderActs}, their payments {@link PaymentPages}. */
@Controller
class OrderPages implements RoutePolicies {

    private final PurchaseOrders orders;
    private final OrderFiles files;
    private final Payments payments;
    private final PaymentDifferences differences;
    private final BudgetLines lines;
    private final BudgetBook book;
    private final HeldLicences licences;
    private final OrderReasons reasons;
    private final OrderTimeline timeline;
    private final OrderDuties duties;
    private final Gateways gateways;
    private final AsShown asShown;
    private final Clock clock;

    OrderPages(
            PurchaseOrders orders,
            OrderFiles files,
            Payments payments,
            PaymentDifferences differences,
            BudgetLines lines,
            BudgetBook book,
            HeldLicences licences,
            OrderReasons reasons,
            OrderTimeline timeline,
            OrderDuties duties,
            Gateways gateways,
            AsShown asShown,
            Clock clock) {
        this.asShown = asShown;
        this.orders = orders;
        this.files = files;
        this.payments = payments;
        this.differences = differences;
        this.lines = lines;
        this.book = book;
        this.licences = licences;
        this.reasons = reasons;
        this.timeline = timeline;
        this.duties = duties;
        this.gateways = gateways;
        this.clock = clock;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(roles(GET, "/orders", Readers.ofOrders()), roles(GET, "/orders/{id}", Readers.ofOrders()));
    }

    @GetMapping("/orders")
    Mono<String> list(
            @RequestParam(required = false) @Nullable OrderState state,
            @RequestParam(required = false) @Nullable Duty duty,
            Sought sought,
            Model model,
            Actor actor) {
        model.addAttribute("states", OrderState.values());
        model.addAttribute("state", state);
        model.addAttribute("duty", duty);
        model.addAttribute("sought", sought);
        return orders.list(actor, state, duty, sought)
                .doOnNext(page -> model.addAttribute("page", page))
                .thenReturn("order/orders");
    }

    @GetMapping("/orders/{id}")
    Mono<String> one(@PathVariable UUID id, Model model, Actor actor, WebSession session, Locale locale) {
        Mono<String> page = orders.find(id, actor)
                .doOnNext(order -> model.addAllAttributes(Map.of(
                        "order", order,
                        "operation", Ids.next(),
                        "channels", gateways.ready(),
                        "today", LocalDate.now(clock))))
                .flatMap(order -> Mono.when(
                        budget(order, model, actor),
                        papers(order, model, actor, locale),
                        offers(order, model, actor, session, locale),
                        reason(order, model)))
                .thenReturn("order/order");
        return AskedTogether.of(
                page,
                asShown.of("order", id, actor).doOnNext(seen -> model.addAttribute("seen", seen)),
                attempts(id, model, actor),
                differences(id, model, actor),
                licences.ofOrder(id, actor).collectList().doOnNext(held -> model.addAttribute("licences", held)));
    }

    /** What this reader may do, and what of that he did not finish at the provider's page. */
    private Mono<?> offers(PurchaseOrder order, Model model, Actor actor, WebSession session, Locale locale) {
        return duties.notYours(order, actor, locale)
                .zipWith(payments.ofOrder(order.id(), actor).collectList())
                .doOnNext(both -> {
                    OrderRules may =
                            OrderRules.of(order, both.getT2(), both.getT1().orElse(null), actor);
                    Set<UUID> been = AtTheCashier.among(both.getT2(), session);
                    model.addAttribute("may", may);
                    model.addAttribute("followed", Following.among(both.getT2(), been, may.pay()));
                    model.addAttribute("again", 1);
                });
    }

    private Mono<Void> reason(PurchaseOrder order, Model model) {
        return order.state() == OrderState.DECLINED || order.state() == OrderState.CANCELLED
                ? reasons.of(order.id())
                        .doOnNext(reason -> model.addAttribute("reason", reason))
                        .then()
                : Mono.empty();
    }

    /** The attempts, and what the form about each carries. */
    private Mono<?> attempts(UUID order, Model model, Actor actor) {
        return payments.ofOrder(order, actor)
                .collectList()
                .doOnNext(attempts -> model.addAttribute("payments", attempts))
                .flatMap(attempts -> asShown.ofEach(
                        "payment", attempts.stream().map(Payment::id).toList(), actor))
                .doOnNext(seen -> model.addAttribute("seenPayments", seen));
    }

    private Mono<?> differences(UUID order, Model model, Actor actor) {
        return differences
                .ofOrder(order, actor)
                .collectList()
                .doOnNext(all -> model.addAttribute("differences", all))
                .flatMap(all -> asShown.ofEach(
                        "difference", all.stream().map(PaymentDifference::id).toList(), actor))
                .doOnNext(seen -> model.addAttribute("seenDifferences", seen));
    }

    /** The line that pays is shown to those who may see it; a vendor or teacher sees the order without it. */
    private Mono<Void> budget(PurchaseOrder order, Model model, Actor actor) {
        return lines.find(order.chargedLineId(), actor)
                .zipWith(book.balance(order.chargedLineId()))
                .doOnNext(both -> {
                    BudgetBar bar = BudgetBar.of(both.getT1(), both.getT2());
                    model.addAttribute("bar", bar);
                    model.addAttribute(
                            "afterAcceptance", bar.accepting(order.total().fen()));
                    model.addAttribute(
                            "afterPayment", bar.spending(order.total().fen()));
                })
                .onErrorResume(Refusal.class, hidden -> Mono.empty())
                .then();
    }

    private Mono<Void> papers(PurchaseOrder order, Model model, Actor actor, Locale locale) {
        return files.of(order.id(), actor)
                .doOnNext(papers -> {
                    model.addAttribute("papers", papers);
                    model.addAttribute("steps", timeline.of(order, papers, locale));
                })
                .then();
    }
}
