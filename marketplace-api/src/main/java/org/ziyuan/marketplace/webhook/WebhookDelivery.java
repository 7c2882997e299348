package org.ziyuan.marketplace.webhook;

import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A piece of news on its way to one address.
 *
 * @param event the fact, such as {@code PurchaseOrderIssued}
 * @param status what the address answered last; null where it answered nothing
 * @param failure why it was not taken, in a word; empty otherwise
 */
public record WebhookDelivery(
        UUID id,
        String event,
        String body,
        SentState state,
        OffsetDateTime madeAt,
        int attempts,
        OffsetDateTime nextAttemptAt,
        @Nullable OffsetDateTime triedAt,
        @Nullable Integer status,
        String failure) {

    /** Whether it may be sent once more. */
    public boolean isOver() {
        return state != SentState.PENDING;
    }
}
