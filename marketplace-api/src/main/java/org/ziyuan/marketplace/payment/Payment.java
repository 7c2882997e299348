package org.ziyuan.marketplace.payment;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.money.Money;

/**
 * A payment as it stands.
 *
 * @param payUntil until when the payer could pay, as it was when the payment was instructed; null where nothing was kept
 * @param pageUrl where the payer pays, when the channel has a page; shown to the buyer's accountants only
 * @param providerReference the provider's own number, once known
 * @param failure why it failed, a stable word
 * @param attention why a person has to look at it, or null
 * @param version the entity tag on the wire
 */
public record Payment(
        UUID id,
        UUID orderId,
        String orderNumber,
        UUID buyerId,
        String buyerName,
        String vendorName,
        PaymentChannel channel,
        PaymentState state,
        Money amount,
        String instructedBy,
        OffsetDateTime instructedAt,
        @Nullable OffsetDateTime payUntil,
        @Nullable String pageUrl,
        @Nullable String providerReference,
        @Nullable OffsetDateTime unknownSince,
        @Nullable OffsetDateTime endedAt,
        @Nullable String failure,
        @Nullable String attention,
        int version) {

    /** The number under which a provider knows it: the id without hyphens. */
    public String providerNumber() {
        return id.toString().replace("-", "");
    }

    /** The payment behind a provider's number, or null when it cannot be one of ours. */
    public static @Nullable UUID idOf(@Nullable String providerNumber) {
        if (providerNumber == null || !providerNumber.matches("[0-9a-f]{32}")) {
            return null;
        }
        return UUID.fromString(providerNumber.replaceFirst("(.{8})(.{4})(.{4})(.{4})(.{12})", "$1-$2-$3-$4-$5"));
    }

    Payment withoutPage() {
        return new Payment(
                id,
                orderId,
                orderNumber,
                buyerId,
                buyerName,
                vendorName,
                channel,
                state,
                amount,
                instructedBy,
                instructedAt,
                payUntil,
                null,
                providerReference,
                unknownSince,
                endedAt,
                failure,
                attention,
                version);
    }
}
