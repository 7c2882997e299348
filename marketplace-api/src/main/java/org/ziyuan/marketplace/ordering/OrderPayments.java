package org.ziyuan.marketplace.ordering;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.ordering.OrderState.Event;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/**
 * The order's side of a payment. Each method runs inside the caller's money transaction, locks the order first and is
 * harmless when done twice for the same payment; {@code work} is what payment and ledger do in the same breath.
 */
@Component
public class OrderPayments {

    private final OrderSteps steps;
    private final Segregation segregation;

    OrderPayments(OrderSteps steps, Segregation segregation) {
        this.steps = steps;
        this.segregation = segregation;
    }

    /**
     * A cashier of the buyer instructs the payment of an invoiced order. Refuses with {@code payer-is-requester},
     * {@code payer-is-approver}, {@code payer-is-acceptor} and, in any other state, {@code purchase-order-state-forbids}.
     */
    public Mono<PurchaseOrder> instructed(
            UUID orderId, UUID paymentId, Actor payer, Function<PurchaseOrder, Mono<Void>> work) {
        return Mono.defer(() -> {
            payer.require(Role.CASHIER);
            return steps.lock(orderId)
                    .filter(order -> order.buyerId().equals(payer.organizationId()))
                    .switchIfEmpty(Mono.error(() -> Refusal.notFound("purchase-order", orderId)))
                    .flatMap(order -> segregation
                            .mayPay(order, payer)
                            .then(steps.once(order, Event.INSTRUCT_PAYMENT, paymentId, payer, of(paymentId), work)));
        });
    }

    /** Refuses unless the actor may pay for this order: for the steps of a payment after its instruction. */
    public Mono<Void> mayPay(PurchaseOrder order, Actor payer) {
        return segregation.mayPay(order, payer);
    }

    /** The provider has the money, the vendor will get it: the order is paid. */
    public Mono<PurchaseOrder> settled(
            UUID orderId, UUID paymentId, Actor by, Function<PurchaseOrder, Mono<Void>> work) {
        return steps.lock(orderId)
                .flatMap(order -> steps.once(order, Event.SETTLE_PAYMENT, paymentId, by, of(paymentId), work));
    }

    /** The provider has no money and will not get it: another payment may be instructed. */
    public Mono<PurchaseOrder> failed(
            UUID orderId, UUID paymentId, String reason, Actor by, Function<PurchaseOrder, Mono<Void>> work) {
        Map<String, Object> detail = Map.of("paymentId", paymentId.toString(), "reason", reason);
        return steps.lock(orderId).flatMap(order -> steps.once(order, Event.FAIL_PAYMENT, paymentId, by, detail, work));
    }

    private static Map<String, Object> of(UUID paymentId) {
        return Map.of("paymentId", paymentId.toString());
    }
}
