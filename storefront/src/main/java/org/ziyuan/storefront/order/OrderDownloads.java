package org.ziyuan.storefront.order;

import static org.springframework.http.HttpMethod.GET;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.ordering.Duty;
import org.ziyuan.marketplace.ordering.OrderState;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.paging.Page;
import org.ziyuan.marketplace.paging.Sought;
import org.ziyuan.marketplace.payment.PaymentState;
import org.ziyuan.marketplace.payment.Payments;
import org.ziyuan.marketplace.sheet.Sheet;
import org.ziyuan.marketplace.sheet.SheetFormat;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Flux;

/** The lists of orders and payments as files. */
@RestController
class OrderDownloads implements RoutePolicies {

    private final PurchaseOrders orders;
    private final Payments payments;
    private final MessageSource words;

    OrderDownloads(PurchaseOrders orders, Payments payments, MessageSource words) {
        this.orders = orders;
        this.payments = payments;
        this.words = words;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(GET, "/orders.csv", Readers.ofOrders()), roles(GET, "/payments.csv", Readers.ofPayments()));
    }

    @GetMapping("/orders.csv")
    ResponseEntity<Flux<DataBuffer>> orders(
            @RequestParam(required = false) @Nullable OrderState state,
            @RequestParam(required = false) @Nullable Duty duty,
            Sought sought,
            Actor actor,
            Locale locale) {
        return SheetFormat.CSV.answer(Sheet.of(
                words.getMessage("order.list.title", null, locale),
                words,
                locale,
                Page.walk(cursor -> orders.list(actor, state, duty, sought.from(cursor, Page.LARGEST)))
                        .map(order -> Sheet.row(
                                order.number(),
                                order.buyerName(),
                                order.vendorName(),
                                order.issuedAt(),
                                order.total(),
                                words.getMessage("state.order." + order.state().name(), null, locale))),
                "order.number",
                "order.buyer",
                "order.vendor",
                "order.issued",
                "order.total",
                "order.state"));
    }

    @GetMapping("/payments.csv")
    ResponseEntity<Flux<DataBuffer>> payments(
            @RequestParam(required = false) @Nullable PaymentState state, Sought sought, Actor actor, Locale locale) {
        return SheetFormat.CSV.answer(Sheet.of(
                words.getMessage("order.invoices.payments", null, locale),
                words,
                locale,
                Page.walk(cursor -> payments.list(actor, state, sought.from(cursor, Page.LARGEST)))
                        .map(payment -> Sheet.row(
                                payment.orderNumber(),
                                words.getMessage(
                                        "order.channel." + payment.channel().name(), null, locale),
                                payment.instructedBy(),
                                payment.instructedAt(),
                                payment.amount(),
                                words.getMessage(
                                        "state.payment." + payment.state().name(), null, locale),
                                payment.providerReference())),
                "order.number",
                "order.channel",
                "order.instructedBy",
                "order.instructedAt",
                "order.total",
                "order.state",
                "order.reference"));
    }
}
