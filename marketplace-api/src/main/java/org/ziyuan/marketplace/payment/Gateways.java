package org.ziyuan.marketplace.payment;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;

/** The providers by channel. */
@Component
class Gateways {

    private final Map<PaymentChannel, PaymentGateway> byChannel;

    Gateways(List<PaymentGateway> gateways) {
        this.byChannel = gateways.stream().collect(Collectors.toMap(PaymentGateway::channel, Function.identity()));
    }

    /** @throws Refusal {@code payment-channel-unavailable} when the channel is not configured */
    PaymentGateway of(PaymentChannel channel) {
        PaymentGateway gateway = byChannel.get(channel);
        if (gateway == null || !gateway.isReady()) {
            throw Refusal.conflict("payment-channel-unavailable").with("channel", channel.name());
        }
        return gateway;
    }
}
