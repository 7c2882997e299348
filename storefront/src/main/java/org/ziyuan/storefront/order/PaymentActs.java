package org.ziyuan.storefront.order;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebSession;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Outcome;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.payment.DecideDifference;
import org.ziyuan.marketplace.payment.InstructPayment;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.PaymentDifference;
import org.ziyuan.marketplace.payment.ReachGateway;
import org.ziyuan.marketplace.payment.treasury.ConfirmTreasuryTransfer;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** What an accountant does to pay: instruct, ask the provider, report what the bank did, decide what stands against it. */
@Controller
class PaymentActs implements RoutePolicies {

    private static final Map<String, String> FIELDS = Map.of(
            "receipt-malformed", "receipt",
            "receipt-used", "receipt",
            "reason-required", "reason");

    private final InstructPayment instructPayment;
    private final ConfirmTreasuryTransfer treasury;
    private final ReachGateway gateway;
    private final DecideDifference differences;
    private final Outcome outcome;

    PaymentActs(
            InstructPayment instructPayment,
            ConfirmTreasuryTransfer treasury,
            ReachGateway gateway,
            DecideDifference differences,
            Outcome outcome) {
        this.instructPayment = instructPayment;
        this.treasury = treasury;
        this.gateway = gateway;
        this.differences = differences;
        this.outcome = outcome;
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/payment-differences/{id}/book", Role.ACCOUNTANT),
                roles(POST, "/payment-differences/{id}/clear", Role.ACCOUNTANT),
                roles(POST, "/orders/{id}/pay", Role.CASHIER),
                roles(POST, "/payments/{id}/check", Role.CASHIER),
                roles(POST, "/payments/{id}/confirm-transfer", Role.CASHIER),
                roles(POST, "/payments/{id}/fail-transfer", Role.CASHIER));
    }

    /** The operation id was put into the form when the page was made: pressing twice pays once. */
    @PostMapping("/orders/{id}/pay")
    Mono<String> pay(
            @PathVariable UUID id, Actor payer, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.asShown("order", id, form)
                        .of(
                                Mono.defer(() -> instructPayment.instruct(
                                        id, channel(form), Fields.id(form, "operation"), payer)),
                                "order.said.instructed",
                                "/orders/" + id,
                                session,
                                locale));
    }

    @PostMapping("/payments/{id}/check")
    Mono<String> check(
            @PathVariable UUID id, Actor payer, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.of(gateway.ask(id, payer), "order.said.asked", order(form), session, locale));
    }

    @PostMapping("/payments/{id}/confirm-transfer")
    Mono<String> confirm(
            @PathVariable UUID id, Actor payer, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.keeping(form, FIELDS)
                        .asShown("payment", id, form)
                        .of(
                                treasury.confirm(id, Fields.plain(form, "receipt"), payer)
                                        .map(Payment::amount),
                                "order.said.settled",
                                order(form),
                                session,
                                locale));
    }

    @PostMapping("/payments/{id}/fail-transfer")
    Mono<String> fail(
            @PathVariable UUID id, Actor payer, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.keeping(form, FIELDS)
                        .asShown("payment", id, form)
                        .of(
                                treasury.fail(id, Fields.text(form, "reason"), payer)
                                        .map(Payment::amount),
                                "order.said.failed",
                                order(form),
                                session,
                                locale));
    }

    @PostMapping("/payment-differences/{id}/book")
    Mono<String> book(
            @PathVariable UUID id, Actor accountant, WebSession session, Locale locale, ServerWebExchange exchange) {
        return exchange.getFormData()
                .flatMap(form -> outcome.asShown("difference", id, form)
                        .of(
                                differences.book(id, accountant).map(PaymentDifference::amount),
                                "order.said.booked",
                                order(form),
                                session,
                                locale));
    }

    @PostMapping("/payment-differences/{id}/clear")
    Mono<String> clear(
            @PathVariable UUID id, Actor accountant, WebSession session, Locale locale, ServerWebExchange exchange) {
        String field = "reason-" + id;
        return exchange.getFormData()
                .flatMap(form -> outcome.keeping(form, Map.of("reason-required", field))
                        .asShown("difference", id, form)
                        .of(
                                differences
                                        .clear(id, Fields.text(form, field), accountant)
                                        .map(PaymentDifference::amount),
                                "order.said.cleared",
                                order(form),
                                session,
                                locale));
    }

    private static PaymentChannel channel(MultiValueMap<String, String> form) {
        try {
            return PaymentChannel.valueOf(Fields.text(form, "channel"));
        } catch (IllegalArgumentException none) {
            throw Refusal.invalid("payment-channel-missing");
        }
    }

    private static String order(MultiValueMap<String, String> form) {
        return "/orders/" + Fields.id(form, "order");
    }
}
