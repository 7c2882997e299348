package org.ziyuan.vendor.order;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.AnswerPurchaseOrder;
import org.ziyuan.marketplace.ordering.InvoiceClaim;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.ordering.RegisterInvoice;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What a vendor does to an order; afterwards the order's page says what came of it. */
@Controller
class OrderActs implements RoutePolicies {

    private static final Map<String, String> FIELDS = Map.ofEntries(
            Map.entry("reason-required", "reason"),
            Map.entry("date-malformed", "issuedOn"),
            Map.entry("invoice-date", "issuedOn"),
            Map.entry("invoice-code-malformed", "code"),
            Map.entry("invoice-number-malformed", "number"),
            Map.entry("invoice-number-used", "number"),
            Map.entry("amount-malformed", "amount"),
            Map.entry("invoice-amount-differs", "amount"),
            Map.entry("invoice-amount-malformed", "amount"),
            Map.entry("invoice-buyer-differs", "buyerName"),
            Map.entry("invoice-seller-differs", "sellerCreditCode"));

    private static final Map<String, String> MENDING = Map.of("reason-required", "remark");

    private final AnswerPurchaseOrder answer;
    private final RegisterInvoice invoices;

    OrderActs(AnswerPurchaseOrder answer, RegisterInvoice invoices) {
        this.answer = answer;
        this.invoices = invoices;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/vendor/orders/{id}/confirm", Role.VENDOR_MANAGER),
                roles(POST, "/vendor/orders/{id}/decline", Role.VENDOR_MANAGER),
                roles(POST, "/vendor/orders/{id}/redeliver", Role.VENDOR_MANAGER),
                roles(POST, "/vendor/orders/{id}/invoice", Role.VENDOR_MANAGER));
    }

    @PostMapping("/vendor/orders/{id}/confirm")
    Mono<String> confirm(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.asShown("order", id).of(() -> answer.confirm(id, vendor), "vendor.order.confirmed", page(id));
    }

    @PostMapping("/vendor/orders/{id}/decline")
    Mono<String> decline(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.keeping(FIELDS)
                .asShown("order", id)
                .of(
                        () -> answer.decline(id, posted.text("reason"), vendor).map(PurchaseOrder::total),
                        "vendor.order.declined",
                        page(id));
    }

    @PostMapping("/vendor/orders/{id}/redeliver")
    Mono<String> redeliver(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.keeping(MENDING)
                .asShown("order", id)
                .of(() -> answer.redeliver(id, posted.text("remark"), vendor), "vendor.order.redelivered", page(id));
    }

    @PostMapping("/vendor/orders/{id}/invoice")
    Mono<String> invoice(@PathVariable UUID id, Actor vendor, Posted posted) {
        return posted.keeping(FIELDS)
                .asShown("order", id)
                .of(() -> invoices.register(id, claim(posted.form()), vendor), "vendor.order.invoiced", page(id));
    }

    private static String page(UUID order) {
        return "/vendor/orders/" + order;
    }

    private static InvoiceClaim claim(MultiValueMap<String, String> form) {
        return new InvoiceClaim(
                Fields.text(form, "code"),
                Fields.plain(form, "number"),
                Fields.day(form, "issuedOn"),
                Fields.amount(form, "amount"),
                Fields.amount(form, "tax"),
                Fields.text(form, "buyerName"),
                Fields.text(form, "sellerCreditCode"));
    }
}
