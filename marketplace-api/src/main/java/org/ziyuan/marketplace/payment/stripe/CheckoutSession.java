package org.ziyuan.marketplace.payment.stripe;

import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentSettings;

/** A checkout session of Stripe: how we ask for one and what its words mean. */
final class CheckoutSession {

    /** Stripe wants sessions to live for half an hour at least, counted by its own clock. */
    private static final Duration ALLOWANCE = Duration.ofMinutes(5);

    private CheckoutSession() {}

    /** Follows from the payment alone: under one idempotency key Stripe accepts only one content. */
    static SessionCreateParams of(Payment payment, PaymentSettings settings) {
        LineItem.PriceData price = LineItem.PriceData.builder()
                .setCurrency(StripeSettings.CURRENCY)
                .setUnitAmount(payment.amount().fen())
                .setProductData(LineItem.PriceData.ProductData.builder()
                        .setName("采购订单 " + payment.orderNumber())
                        .build())
                .build();
        return SessionCreateParams.builder()
                .setMode(SessionCreateParams.Mode.PAYMENT)
                .setClientReferenceId(payment.providerNumber())
                .setSuccessUrl(settings.returnUrlOf(payment))
                .setCancelUrl(settings.returnUrlOf(payment))
                .setExpiresAt(payment.instructedAt()
                        .plus(settings.payWithin())
                        .plus(ALLOWANCE)
                        .toEpochSecond())
                .addLineItem(
                        LineItem.builder().setQuantity(1L).setPriceData(price).build())
                .build();
    }

    /** What Stripe says about the payment; a session over another amount or currency proves nothing. */
    static GatewayAnswer answer(
            Payment payment,
            String id,
            @Nullable String status,
            @Nullable String paymentStatus,
            @Nullable Long amount,
            @Nullable String currency,
            @Nullable String url) {
        if (amount == null || amount != payment.amount().fen() || !StripeSettings.CURRENCY.equals(currency)) {
            return new GatewayAnswer.Silent("amount-differs");
        }
        if ("paid".equals(paymentStatus)) {
            return new GatewayAnswer.Settled(id);
        }
        return "expired".equals(status) ? new GatewayAnswer.Failed("expired") : new GatewayAnswer.Waiting(id, url);
    }
}
