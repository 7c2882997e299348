package org.ziyuan.storefront.order;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.Duty;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.paging.Cursor;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentDifferences;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.marketplace.payment.Payments;
import org.ziyuan.marketplace.payment.treasury.TreasuryTransfers;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.together.AskedTogether;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The payments of orders to read: what is to be paid, how a payment stands, and what providers say against it. */
@Controller
class PaymentPages implements RoutePolicies {

    private static final int ON_A_PAGE = 20;

    /** Every three seconds for ten minutes. */
    private static final int MOST_QUESTIONS = 200;

    private final PurchaseOrders orders;
    private final Payments payments;
    private final PaymentDifferences differences;
    private final TreasuryTransfers transfers;
    private final OrderDuties duties;

    PaymentPages(
            PurchaseOrders orders,
            Payments payments,
            PaymentDifferences differences,
            TreasuryTransfers transfers,
            OrderDuties duties) {
        this.orders = orders;
        this.payments = payments;
        this.differences = differences;
        this.transfers = transfers;
        this.duties = duties;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/invoices", Readers.ofPayments()),
                roles(GET, "/orders/{id}/payment", Readers.ofPayments()),
                roles(GET, "/payments/{id}/transfer-order", Readers.ofPayments()),
                roles(GET, "/payments/{id}/cashier", Role.CASHIER),
                roles(GET, "/payments/attention", Readers.ofPaymentsInQuestion()),
                roles(GET, "/payments/differences", Readers.ofPaymentsInQuestion()));
    }

    @GetMapping("/invoices")
    Mono<String> invoices(
            @RequestParam(required = false) @Nullable PaymentState state, Sought sought, Model model, Actor actor) {
        model.addAttribute("states", PaymentState.values());
        model.addAttribute("state", state);
        model.addAttribute("sought", sought);
        model.addAttribute("pays", actor.is(Role.CASHIER));
        model.addAttribute("attends", actor.isAnyOf(Readers.ofPaymentsInQuestion()));
        Mono<String> toPay = orders.list(actor, OrderState.INVOICED, Cursor.START, ON_A_PAGE)
                .doOnNext(page -> model.addAttribute("toPay", page))
                .map(page -> page.items().stream().map(PurchaseOrder::id).toList())
                .flatMap(shown -> orders.ofThem(shown, actor, Duty.PAY))
                .doOnNext(mine -> model.addAttribute("mine", mine))
                .thenReturn("order/invoices");
        return AskedTogether.of(
                toPay, payments.list(actor, state, sought).doOnNext(page -> model.addAttribute("page", page)));
    }

    /**
     * How an online payment stands, asked again and again by the page of its order; once it is decided the page is loaded
     * anew. After a bounded number of questions only the reader asks.
     */
    @GetMapping("/orders/{id}/payment")
    Mono<String> following(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int n,
            Model model,
            Actor actor,
            WebSession session,
            Locale locale,
            ServerHttpResponse response) {
        return orders.find(id, actor)
                .flatMap(order -> duties.notYours(order, actor, locale))
                .map(notYours -> actor.is(Role.CASHIER) && notYours.isEmpty())
                .zipWhen(mayPay -> payments.ofOrder(id, actor)
                        .takeLast(1)
                        .next()
                        .switchIfEmpty(Mono.error(() -> Refusal.notFound("payment", id))))
                .doOnNext(both -> {
                    Payment payment = both.getT2();
                    boolean open = payment.state().isOpen();
                    boolean been =
                            !AtTheCashier.among(List.of(payment), session).isEmpty();
                    model.addAttribute("payment", payment);
                    model.addAttribute("following", Following.of(payment, been, open && both.getT1()));
                    model.addAttribute("again", !open || n < 0 || n >= MOST_QUESTIONS ? null : n + 1);
                    if (!open) {
                        response.getHeaders().set("HX-Refresh", "true");
                    }
                })
                .thenReturn("order/payment :: following");
    }

    /** Leads to the provider's page and remembers it, so that a payer who comes back is not sent there again. */
    @GetMapping("/payments/{id}/cashier")
    Mono<ResponseEntity<Void>> cashier(@PathVariable UUID id, Actor actor, WebSession session) {
        return payments.find(id, actor).map(payment -> {
            String page = payment.state() == PaymentState.INSTRUCTED ? payment.pageUrl() : null;
            if (page != null) {
                AtTheCashier.went(payment, session);
            }
            return ResponseEntity.status(HttpStatus.SEE_OTHER)
                    .location(URI.create(page == null ? "/orders/" + payment.orderId() : page))
                    .build();
        });
    }

    /** What providers say against payments: the accountant's list, and the operator's. */
    @GetMapping("/payments/differences")
    Mono<String> differences(Sought sought, Model model, Actor actor) {
        return attention(true, differences.open(actor, sought), sought, model, actor);
    }

    /** The payments without a result or with something against them, for the same people. */
    @GetMapping("/payments/attention")
    Mono<String> attention(Sought sought, Model model, Actor actor) {
        return attention(false, payments.list(actor, PaymentState.UNKNOWN, sought), sought, model, actor);
    }

    private static Mono<String> attention(
            boolean ofDifferences, Mono<? extends Page<?>> list, Sought sought, Model model, Actor actor) {
        model.addAttribute("ofDifferences", ofDifferences);
        model.addAttribute("opensOrders", actor.isAnyOf(Role.ACCOUNTANT, Role.CASHIER));
        model.addAttribute("sought", sought);
        return list.doOnNext(page -> model.addAttribute("page", page)).thenReturn("order/attention");
    }

    @GetMapping("/payments/{id}/transfer-order")
    Mono<String> transferOrder(@PathVariable UUID id, Model model, Actor actor) {
        return transfers
                .find(id, actor)
                .doOnNext(transfer -> model.addAttribute("transfer", transfer))
                .thenReturn("order/transfer");
    }
}
