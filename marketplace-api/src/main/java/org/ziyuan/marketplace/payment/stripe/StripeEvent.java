package org.ziyuan.marketplace.payment.stripe;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.payment.GatewayAnswer;
import org.ziyuan.marketplace.payment.Payment;
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
            String id = event.path("id").asString("");
            if (id.isEmpty() || id.length() > 128) {
                throw Refusal.malformed("notification-malformed");
            }
            return new StripeEvent(
                    id, event.path("type").asString(""), event.path("data").path("object"));
        } catch (JacksonException malformed) {
            throw Refusal.malformed("notification-malformed");
        }
    }

    boolean isAboutCheckout() {
        return ABOUT_CHECKOUT.contains(type);
    }

    String clientReference() {
        return text("client_reference_id");
    }

    GatewayAnswer about(Payment payment) {
        GatewayAnswer answer = CheckoutSession.answer(
                payment, text("id"), text("status"), text("payment_status"), amount(), text("currency"), null);
        boolean failedLater = type.equals("checkout.session.async_payment_failed");
        return failedLater && answer instanceof GatewayAnswer.Waiting ? new GatewayAnswer.Failed("declined") : answer;
    }

    private @Nullable Long amount() {
        JsonNode amount = object.path("amount_total");
        return amount.isIntegralNumber() ? amount.asLong() : null;
    }

    private String text(String field) {
        return object.path(field).asString("");
    }
}
