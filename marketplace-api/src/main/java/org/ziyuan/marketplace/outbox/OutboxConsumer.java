package org.ziyuan.marketplace.outbox;

import reactor.core.publisher.Mono;

/**
 * Somebody who wants news. It is handed each message at least once, in order per aggregate; what it does must be
 * harmless when done twice. Its wishes are rows of {@code outbox_subscription}, added by the migration of its module.
 */
public interface OutboxConsumer {

    /** The name under which it is subscribed. */
    String name();

    /** Acts on the message; an error means: hand it over again later, a bounded number of times. */
    Mono<Void> deliver(OutboxMessage message);
}
