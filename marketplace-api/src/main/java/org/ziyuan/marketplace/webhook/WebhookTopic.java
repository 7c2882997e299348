package org.ziyuan.marketplace.webhook;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.refusal.Refusal;

/** What a vendor's program may hear of. */
public enum WebhookTopic {
    ORDERS("purchase-order"),
    LICENCES("licence"),
    LISTINGS("listing");

    private final String aggregate;

    WebhookTopic(String aggregate) {
        this.aggregate = aggregate;
    }

    /** The topic of news about such a thing; null where there is none. */
    static @Nullable WebhookTopic of(String aggregateType) {
        return Arrays.stream(values())
                .filter(topic -> topic.aggregate.equals(aggregateType))
                .findFirst()
                .orElse(null);
    }

    /** Those that were chosen. @throws Refusal {@code webhook-without-topic} for none, and for one there is not */
    static Set<WebhookTopic> read(Collection<String> names) {
        Set<WebhookTopic> topics = EnumSet.noneOf(WebhookTopic.class);
        for (String name : names) {
            topics.add(Arrays.stream(values())
                    .filter(topic -> topic.name().equals(name))
                    .findFirst()
                    .orElseThrow(WebhookTopic::none));
        }
        if (topics.isEmpty()) {
            throw none();
        }
        return topics;
    }

    private static Refusal none() {
        return Refusal.invalid("webhook-without-topic").with("field", "topics");
    }
}
