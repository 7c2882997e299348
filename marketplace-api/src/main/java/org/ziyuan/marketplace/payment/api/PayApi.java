package org.ziyuan.marketplace.payment.api;

import static org.springframework.http.HttpMethod.GET;
import static org.springframework.http.HttpMethod.POST;
import static org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy.roles;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.ziyuan.marketplace.form.AsShown;
import org.ziyuan.marketplace.form.IfMatch;
import org.ziyuan.marketplace.form.Tagged;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.ordering.PurchaseOrders;
import org.ziyuan.marketplace.payment.InstructPayment;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.Payments;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.web.RoutePolicies;
import reactor.core.publisher.Mono;

/** The wish to pay an order over HTTP, and the payments of one order. */
@RestController
@Tag(name = "支付 payments")
class PayApi implements RoutePolicies {

    private final PurchaseOrders orders;
    private final InstructPayment instructPayment;
    private final Payments payments;
    private final Tagged<PurchaseOrder> payable;
    private final Tagged<Payment> tagged;

    PayApi(PurchaseOrders orders, InstructPayment instructPayment, Payments payments, AsShown asShown) {
        this.orders = orders;
        this.instructPayment = instructPayment;
        this.payments = payments;
        this.payable = asShown.tagged("order", orders::find, PurchaseOrder::version);
        this.tagged = asShown.tagged("payment", payments::find, Payment::version);
    }

    @Override
    public List<RoutePolicy> routes() {
        return List.of(
                roles(POST, "/api/v1/purchase-orders/{id}/payments", Role.CASHIER),
                roles(GET, "/api/v1/purchase-orders/{id}/payments", Readers.ofPayments()));
    }

    @PostMapping("/api/v1/purchase-orders/{id}/payments")
    @Operation(summary = "付款指令 · instruct the payment of an invoiced order")
    Mono<ResponseEntity<Payment>> instruct(
            @PathVariable UUID id,
            @Valid @RequestBody Instruction wish,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            IfMatch tag,
            Actor payer) {
        return payable.command(id, tag, payer, order -> instruct(order, wish, operation(wish, key, payer), payer))
                .flatMap(payment -> payments.find(payment.id(), payer))
                .map(payment -> tagged.as(HttpStatus.CREATED, payment));
    }

    @GetMapping("/api/v1/purchase-orders/{id}/payments")
    @Operation(summary = "一份订单的付款 · the payments of one order")
    Mono<List<Payment>> ofOrder(@PathVariable UUID id, Actor actor) {
        return orders.find(id, actor)
                .flatMap(order -> payments.ofOrder(id, actor).collectList());
    }

    private Mono<Payment> instruct(PurchaseOrder order, Instruction wish, UUID operation, Actor payer) {
        return wish.amount() == null || wish.amount().equals(order.total())
                ? instructPayment.instruct(order.id(), wish.channel(), operation, payer)
                : Mono.error(Refusal.conflict("payment-amount-differs")
                        .with("requested", wish.amount())
                        .with("accepted", order.total()));
    }

    private static UUID operation(Instruction wish, @Nullable String key, Actor payer) {
        if (wish.operationId() != null) {
            return wish.operationId();
        }
        return key == null ? Ids.next() : Ids.derived("payment-operation", payer.person(), key);
    }
}
