package org.ziyuan.marketplace.payment;

import java.util.UUID;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import reactor.core.publisher.Mono;

/**
 * A provider of payments. Its calls happen outside of transactions, have timeouts of their own and answer
 * {@link GatewayAnswer.Silent} when the provider does not; they carry the payment's id, so that none charges twice.
 */
public interface PaymentGateway {

    PaymentChannel channel();

    /** Whether it is configured; only then it can be chosen. */
    boolean isReady();

    /** A number for the channel's own paper, asked for before the transaction that instructs; empty without a paper. */
    default Mono<String> nextNumber() {
        return Mono.just("");
    }

    /** Writes that paper in the transaction that instructs the payment. */
    default Mono<Void> prepare(String number, PurchaseOrder order, UUID paymentId) {
        return Mono.empty();
    }

    /** Opens the payment with the provider; opening it again is the same payment. */
    Mono<GatewayAnswer> open(Payment payment);

    /** Asks the provider for the truth; may open again a payment that is not known to be open. */
    Mono<GatewayAnswer> ask(Payment payment);

    /** Asks without making anything: about a payment that has failed here and may live there. */
    default Mono<GatewayAnswer> find(Payment payment) {
        return ask(payment);
    }
}
