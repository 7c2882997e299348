package org.ziyuan.marketplace.payment.relay;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.outbox.OutboxConsumer;
import org.ziyuan.marketplace.outbox.OutboxMessage;
import org.ziyuan.marketplace.payment.ReachGateway;
import reactor.core.publisher.Mono;

/** Tells the provider of an instructed payment once the instruction is committed; told twice, it is one payment. */
@Component
class PaymentGatewayConsumer implements OutboxConsumer {

    private final ReachGateway gateway;

    PaymentGatewayConsumer(ReachGateway gateway) {
        this.gateway = gateway;
    }

    @Override
    public String name() {
        return "payment-gateway";
    }

    @Override
    public Mono<Void> deliver(OutboxMessage message) {
        return gateway.open(UUID.fromString(String.valueOf(message.payload().get("paymentId"))));
    }
}
