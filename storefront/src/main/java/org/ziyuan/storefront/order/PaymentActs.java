package org.ziyuan.storefront.order;

import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.ziyuan.marketplace.form.Fields;
import org.ziyuan.marketplace.form.Posted;
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

    PaymentActs(
            InstructPayment instructPayment,
            ConfirmTreasuryTransfer treasury,
            ReachGateway gateway,
            DecideDifference differences) {
        this.instructPayment = instructPayment;
        this.treasury = treasury;
        this.gateway = gateway;
        this.differences = differences;
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
    Mono<String> pay(@PathVariable UUID id, Actor payer, Posted posted) {
        return posted.asShown("order", id)
                .of(
                        () -> instructPayment.instruct(id, channel(posted), posted.id("operation"), payer),
                        "order.said.instructed",
                        "/orders/" + id);
    }

    @PostMapping("/payments/{id}/check")
    Mono<String> check(@PathVariable UUID id, Actor payer, Posted posted) {
        return posted.of(() -> gateway.ask(id, payer), "order.said.asked", order(posted));
    }

    @PostMapping("/payments/{id}/confirm-transfer")
    Mono<String> confirm(@PathVariable UUID id, Actor payer, Posted posted) {
        return posted.keeping(FIELDS)
                .asShown("payment", id)
                .of(
                        () -> treasury.confirm(id, posted.plain("receipt"), payer)
                                .map(Payment::amount),
                        "order.said.settled",
                        order(posted));
    }

    @PostMapping("/payments/{id}/fail-transfer")
    Mono<String> fail(@PathVariable UUID id, Actor payer, Posted posted) {
        return posted.keeping(FIELDS)
                .asShown("payment", id)
                .of(
                        () -> treasury.fail(id, posted.text("reason"), payer).map(Payment::amount),
                        "order.said.failed",
                        order(posted));
    }

    @PostMapping("/payment-differences/{id}/book")
    Mono<String> book(@PathVariable UUID id, Actor accountant, Posted posted) {
        return posted.asShown("difference", id)
                .of(
                        () -> differences.book(id, accountant).map(PaymentDifference::amount),
                        "order.said.booked",
                        order(posted));
    }

    @PostMapping("/payment-differences/{id}/clear")
    Mono<String> clear(@PathVariable UUID id, Actor accountant, Posted posted) {
        String field = Fields.reasonFor(id);
        return posted.keeping(Map.of("reason-required", field))
                .asShown("difference", id)
                .of(
                        () -> differences
                                .clear(id, posted.text(field), accountant)
                                .map(PaymentDifference::amount),
                        "order.said.cleared",
                        order(posted));
    }

    private static PaymentChannel channel(Posted posted) {
        try {
            return PaymentChannel.valueOf(posted.text("channel"));
        } catch (IllegalArgumentException none) {
            throw Refusal.invalid("payment-channel-missing");
        }
    }

    private static String order(Posted posted) {
        return "/orders/" + posted.id("order");
    }
}
