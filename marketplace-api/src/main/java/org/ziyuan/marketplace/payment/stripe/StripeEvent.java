package org.ziyuan.marketplace.payment.stripe;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.Lowering;
import org.ziyuan.marketplace.payment.Payment;
import org.ziyuan.marketplace.payment.ProviderWord;
import org.ziyuan.marketplace.refusal.Refusal;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An event of Stripe as it was sent. We read the raw object: the library returns none when the event's API version is
 * not its own, and a paid event would be dropped without a word. Repeated keys are refused, because the library
 * believes the last one.
 */
record StripeEvent(String id, String type, JsonNode object) {

    private static final Set<String> ABOUT_CHECKOUT = Set.of(
            "checkout.session.completed",
            "checkout.session.async_payment_succeeded",
            "checkout.session.async_payment_failed",
            "checkout.session.expired");

    private static final Set<String> ABOUT_REFUNDS =
            Set.of("charge.refund.updated", "refund.created", "refund.updated", "refund.failed");

    /** By these words of a refund or dispute the money is not gone: it failed, was won, or is only asked about. */
    private static final Set<String> TAKES_NOTHING = Set.of(
            "failed",
            "canceled",
            "won",
            "prevented",
            "warning_needs_response",
            "warning_under_review",
            "warning_closed");

    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(50)
                            .maxNumberLength(32)
                            .build())
                    .build())
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** @throws Refusal {@code notification-malformed} when it is not one JSON object with unique keys */
    static StripeEvent read(String body) {
        try {
            JsonNode event = STRICT.readTree(body);
            String id = text(event.path("id"));
            if (!CheckoutSession.isNumber(id) || id.length() > 128) {
                throw Refusal.malformed("notification-malformed");
            }
            return new StripeEvent(
                    id, text(event.path("type")), event.path("data").path("object"));
        } catch (JacksonException malformed) {
            throw Refusal.malformed("notification-malformed");
        }
    }

    boolean isAboutCheckout() {
        return ABOUT_CHECKOUT.contains(type);
    }

    /** Whether it tells of money that goes back. */
    boolean isAboutMoneyBack() {
        return type.equals("charge.refunded") || ABOUT_REFUNDS.contains(type) || type.startsWith("charge.dispute.");
    }

    String clientReference() {
        return text("client_reference_id");
    }

    /** The payment as the money itself names it; empty for money of a session that was made without that. */
    String namedByMoney() {
        return text(object.path("metadata").path(CheckoutSession.METADATA));
    }

    /** Stripe's number of the money; empty when it has none. */
    String intent() {
        JsonNode intent = object.path("payment_intent");
        return text(intent.isObject() ? intent.path("id") : intent);
    }

    ProviderWord about(Payment payment) {
        return isAboutMoneyBack() ? ProviderWord.of(moneyBack(payment)) : ProviderWord.of(session(payment));
    }

    private GatewayAnswer session(Payment payment) {
        GatewayAnswer answer = new CheckoutSession(
                        text("id"),
                        clientReference(),
                        text("status"),
                        text("payment_status"),
                        amount("amount_total"),
                        text("currency"),
                        intent(),
                        null)
                .about(payment);
        boolean failedLater = type.equals("checkout.session.async_payment_failed");
        return failedLater && answer instanceof GatewayAnswer.Waiting ? new GatewayAnswer.Failed("declined") : answer;
    }

    /** @throws Refusal {@code notification-differs} for an amount that cannot be one of this payment */
    private Lowering moneyBack(Payment payment) {
        boolean charge = type.equals("charge.refunded");
        Long amount = amount(charge ? "amount_refunded" : "amount");
        if (amount == null
                || amount <= 0
                || amount > payment.amount().fen()
                || !StripeSettings.CURRENCY.equals(text("currency"))) {
            throw Refusal.invalid("notification-differs").with("reason", "amount-differs");
        }
        Money money = Money.ofFen(amount);
        if (charge) {
            return Lowering.toTotal(money, "refunded");
        }
        String number = text("id");
        String status = text("status");
        if (!CheckoutSession.isNumber(number) || !CheckoutSession.isNumber(status)) {
            throw Refusal.invalid("notification-differs").with("reason", "not-understood");
        }
        return Lowering.one(
                type.startsWith("charge.dispute.") ? Lowering.Kind.DISPUTE : Lowering.Kind.REFUND,
                number,
                money,
                status,
                !TAKES_NOTHING.contains(status));
    }

    /** Whole fen that a long can hold; null for everything else that JSON calls a number. */
    private @Nullable Long amount(String field) {
        JsonNode amount = object.path(field);
        return amount.isIntegralNumber() && amount.canConvertToLong() ? amount.asLong() : null;
    }

    private String text(String field) {
        return text(object.path(field));
    }

    private static String text(JsonNode node) {
        return node.isString() ? node.asString() : "";
    }
}
