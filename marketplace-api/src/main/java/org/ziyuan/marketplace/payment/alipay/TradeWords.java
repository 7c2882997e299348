package org.ziyuan.marketplace.payment.alipay;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.Lowering;
import org.ziyuan.marketplace.payment.ProviderWord;

/** What Alipay's words for the state of a trade mean. */
final class TradeWords {

    private TradeWords() {}

    /** A trade's number as it is kept: nothing that could be anything else. */
    private static final Pattern NUMBER = Pattern.compile("[0-9A-Za-z_-]{1,64}");

    /** @param amountMatches whether the trade is over the payment's amount; a trade over another one proves nothing */
    static GatewayAnswer answer(@Nullable String status, @Nullable String tradeNumber, boolean amountMatches) {
        if (!amountMatches) {
            return new GatewayAnswer.Silent("amount-differs");
        }
        String number = tradeNumber != null && NUMBER.matcher(tradeNumber).matches() ? tradeNumber : null;
        return switch (status == null ? "" : status) {
            case "TRADE_SUCCESS", "TRADE_FINISHED" ->
                number == null ? new GatewayAnswer.Silent("not-understood") : new GatewayAnswer.Settled(number);
            case "TRADE_CLOSED" -> new GatewayAnswer.Failed("closed");
            case "WAIT_BUYER_PAY" -> new GatewayAnswer.Waiting(number, null);
            default -> new GatewayAnswer.Silent("not-understood");
        };
    }

    /**
     * The same with what Alipay has refunded of the trade so far. Closed is a trade that was never paid or that was refunded
     * altogether; one that is said to be closed by a refund of a part proves nothing but the refund.
     */
    static ProviderWord word(GatewayAnswer answer, Money refunded, Money amount) {
        if (!refunded.isPositive()) {
            return ProviderWord.of(answer);
        }
        boolean contradicts = answer instanceof GatewayAnswer.Failed && !refunded.equals(amount);
        return new ProviderWord(
                contradicts ? new GatewayAnswer.Silent("closed-in-part") : answer,
                Lowering.toTotal(refunded, answer.detail()));
    }
}
