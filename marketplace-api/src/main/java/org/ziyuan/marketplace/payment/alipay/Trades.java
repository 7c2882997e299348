package org.ziyuan.marketplace.payment.alipay;

import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.payment.GatewayAnswer;

/** What Alipay's words for the state of a trade mean. */
final class Trades {

    private Trades() {}

    /** @param amountMatches whether the trade is over the payment's amount; a trade over another one proves nothing */
    static GatewayAnswer answer(@Nullable String status, @Nullable String tradeNumber, boolean amountMatches) {
        if (!amountMatches) {
            return new GatewayAnswer.Silent("amount-differs");
        }
        return switch (status == null ? "" : status) {
            case "TRADE_SUCCESS", "TRADE_FINISHED" ->
                new GatewayAnswer.Settled(tradeNumber == null ? "?" : tradeNumber);
            case "TRADE_CLOSED" -> new GatewayAnswer.Failed("closed");
            case "WAIT_BUYER_PAY" -> new GatewayAnswer.Waiting(tradeNumber, null);
            default -> new GatewayAnswer.Silent("not-understood");
        };
    }
}
