package org.ziyuan.vendor.order;

import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.ordering.AnswerPurchaseOrder;
import org.ziyuan.marketplace.ordering.InvoiceClaim;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.ordering.RegisterInvoice;
import org.ziyuan.marketplace.web.Fields;
import org.ziyuan.marketplace.web.Outcome;
import reactor.core.publisher.Mono;

/** What a vendor does to an order; afterwards the order's page says what came of it. */
@Controller
class OrderActs {

    private static final Map<String, String> FIELDS = Map.of(
            "reason-required", "reason",
            "date-malformed", "issuedOn",
            "invoice-date", "issuedOn",
            "invoice-number-malformed", "number",
            "invoice-number-used", "number",
            "amount-malformed", "amount",
            "invoice-amount-differs", "amount",
            "invoice-amount-malformed", "amount",
            "invoice-buyer-differs", "buyerName",
            "invoice-seller-differs", "sellerCreditCode");

    private final AnswerPurchaseOrder answer;
    private final RegisterInvoice invoices;
    private final Outcome outcome;

    OrderActs(AnswerPurchaseOrder answer, RegisterInvoice invoices, Outcome outcome) {
        this.answer = answer;
        this.invoices = invoices;
        this.outcome = outcome;
    }

    @PostMapping("/vendor/orders/{id}/confirm")
    Mono<String> confirm(@PathVariable UUID id, Actor vendor, WebSession session, Locale locale) {
        return outcome.of(answer.confirm(id, vendor), "vendor.order.confirmed", page(id), session, locale);
    }

    @PostMapping("/vendor/orders/{id}/decline")
    Mono<String> decline(
            @PathVariable UUID id, Actor vendor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.keeping(form, FIELDS)
                        .of(
                                answer.decline(id, Fields.text(form, "reason"), vendor)
                                        .map(PurchaseOrder::total),
                                "vendor.order.declined",
                                page(id),
                                session,
                                locale));
    }

    @PostMapping("/vendor/orders/{id}/invoice")
    Mono<String> invoice(
            @PathVariable UUID id, Actor vendor, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.keeping(form, FIELDS)
                        .of(
                                Mono.fromCallable(() -> claim(form))
                                        .flatMap(claim -> invoices.register(id, claim, vendor)),
                                "vendor.order.invoiced",
                                page(id),
                                session,
                                locale));
    }

    private static String page(UUID order) {
        return "/vendor/orders/" + order;
    }

    private static InvoiceClaim claim(MultiValueMap<String, String> form) {
        return new InvoiceClaim(
                Fields.text(form, "number").strip(),
                Fields.day(form, "issuedOn"),
                Money.ofYuan(Fields.text(form, "amount").strip()),
                Money.ofYuan(Fields.text(form, "tax").strip()),
                Fields.text(form, "buyerName"),
                Fields.text(form, "sellerCreditCode"));
    }
}
