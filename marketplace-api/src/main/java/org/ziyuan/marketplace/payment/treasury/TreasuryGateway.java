package org.ziyuan.marketplace.payment.treasury;

import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.ordering.PurchaseOrder;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentChannel;
import org.ziyuan.marketplace.payment.PaymentGateway;
import reactor.core.publisher.Mono;

/** Reaches the treasury on paper: there is nothing to open, and only the accountant can be asked. */
@Component
class TreasuryGateway implements PaymentGateway {

    private final TreasuryTransfers transfers;

    TreasuryGateway(TreasuryTransfers transfers) {
        this.transfers = transfers;
    }

    @Override
    public PaymentChannel channel() {
        return PaymentChannel.TREASURY;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public Mono<String> nextNumber() {
        return transfers.nextNumber();
    }

    @Override
    public Mono<Void> prepare(String number, PurchaseOrder order, UUID paymentId) {
        return transfers.prepare(number, order, paymentId);
    }

    @Override
    public Mono<GatewayAnswer> open(Payment payment) {
        return Mono.just(new GatewayAnswer.Waiting(null, null));
    }

    @Override
    public Mono<GatewayAnswer> ask(Payment payment) {
        return Mono.just(new GatewayAnswer.Waiting(null, null));
    }
}
