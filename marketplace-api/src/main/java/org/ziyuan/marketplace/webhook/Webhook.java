package org.ziyuan.marketplace.webhook;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An address to which a vendor's news is sent.
 *
 * @param topics what it hears of, names of {@link WebhookTopic}, divided by spaces
 * @param keyId names the secret that signs; null before somebody has drawn it, and then nothing is sent
 * @param failures how often in a row it did not take what was sent
 * @param closedUntil until when nothing is sent, because it failed too often in a row
 * @param waiting how many pieces of news wait for it
 */
public record Webhook(
        UUID id,
        String url,
        String topics,
        @Nullable String keyId,
        String madeByName,
        OffsetDateTime madeAt,
        int failures,
        @Nullable OffsetDateTime closedUntil,
        long waiting) {

    /** Its topics one by one. */
    public List<String> topicList() {
        return List.of(topics.split(" "));
    }
}
