package org.ziyuan.marketplace.payment.stripe;

import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import com.stripe.param.checkout.SessionCreateParams.LineItem;
import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.PaymentSettings;

/**
 * A checkout session of Stripe: how we ask for one and what its words mean.
 *
 * @param reference the payment it is for, as we named it
 * @param intent Stripe's number of the money, once there is some
 */
record CheckoutSession(
        @Nullable String id,
        @Nullable String reference,
        @Nullable String status,
        @Nullable String paymentStatus,
        @Nullable Long amount,
        @Nullable String currency,
        @Nullable String intent,
        @Nullable String url) {

    /** Under this name the money knows its payment, too. */
    static final String METADATA = "payment";

    /** Stripe wants sessions to live for half an hour at least, counted by its own clock. */
    static final Duration ALLOWANCE = Duration.ofMinutes(5);

    /** A number of Stripe as it is kept: nothing that could be anything else. */
    private static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9_-]{1,255}");

    static CheckoutSession of(Session session) {
        return new CheckoutSession(
                session.getId(),
                session.getClientReferenceId(),
                session.getStatus(),
                session.getPaymentStatus(),
                session.getAmountTotal(),
                session.getCurrency(),
                session.getPaymentIntent(),
                session.getUrl());
    }

    /** Follows from the payment alone: under one idempotency key Stripe accepts only one content. */
    static SessionCreateParams wanted(Payment payment, PaymentSettings settings) {
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
                .setPaymentIntentData(SessionCreateParams.PaymentIntentData.builder()
                        .putMetadata(METADATA, payment.providerNumber())
                        .build())
                .setSuccessUrl(settings.returnUrlOf(payment))
                .setCancelUrl(settings.returnUrlOf(payment))
                .setExpiresAt(settings.endOf(payment).plus(ALLOWANCE).toEpochSecond())
                .addLineItem(
                        LineItem.builder().setQuantity(1L).setPriceData(price).build())
                .build();
    }

    /** What it says about the payment; a session of another payment, amount or currency proves nothing. */
    GatewayAnswer about(Payment payment) {
        if (id == null || !isNumber(id) || (reference != null && !reference.equals(payment.providerNumber()))) {
            return new GatewayAnswer.Silent("another-session");
        }
        if (amount == null || amount != payment.amount().fen() || !StripeSettings.CURRENCY.equals(currency)) {
            return new GatewayAnswer.Silent("amount-differs");
        }
        if ("paid".equals(paymentStatus)) {
            return new GatewayAnswer.Settled(id, isNumber(intent) ? intent : null);
        }
        return "expired".equals(status) ? new GatewayAnswer.Failed("expired") : new GatewayAnswer.Waiting(id, url);
    }

    static boolean isNumber(@Nullable String text) {
        return text != null && NUMBER.matcher(text).matches();
    }
}
