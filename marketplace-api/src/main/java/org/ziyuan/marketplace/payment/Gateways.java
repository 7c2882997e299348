package org.ziyuan.marketplace.payment;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;

/** The providers by channel. */
@Component
public class Gateways {

    private final Map<PaymentChannel, PaymentGateway> byChannel;

    Gateways(List<PaymentGateway> gateways) {
        this.byChannel = gateways.stream().collect(Collectors.toMap(PaymentGateway::channel, Function.identity()));
    }

    /** The channels that are set up, in the order of {@link PaymentChannel}. */
    public List<PaymentChannel> ready() {
        return Stream.of(PaymentChannel.values())
                .filter(channel -> {
                    PaymentGateway gateway = byChannel.get(channel);
                    return gateway != null && gateway.isReady();
                })
                .toList();
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
