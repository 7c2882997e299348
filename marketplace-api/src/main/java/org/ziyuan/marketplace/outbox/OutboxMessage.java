package org.ziyuan.marketplace.outbox;

import java.util.Map;
import java.util.UUID;

/**
 * One piece of news.
 *
 * @param id the message's own id; a consumer that has seen it does nothing again
 * @param type a fact in past tense, such as {@code PurchaseOrderIssued}
 * @param aggregateType the kind of thing it happened to; news about one thing is delivered in order
 * @param aggregateId the thing it happened to
 * @param payload identifiers, states and figures only
 */
public record OutboxMessage(UUID id, String type, String aggregateType, UUID aggregateId, Map<String, Object> payload) {

    public OutboxMessage {
        payload = Map.copyOf(payload);
    }
}
