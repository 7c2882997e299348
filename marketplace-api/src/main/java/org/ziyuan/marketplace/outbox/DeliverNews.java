package org.ziyuan.marketplace.outbox;

import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hands over what is due: claimed, delivered and marked, batch after batch. */
@Component
class DeliverNews {

    private final Deliveries deliveries;
    private final RelaySettings settings;

    DeliverNews(Deliveries deliveries, RelaySettings settings) {
        this.deliveries = deliveries;
        this.settings = settings;
    }

    /** Everything due for one consumer, until nothing is. */
    Mono<Void> drain(OutboxConsumer consumer) {
        return batch(consumer)
                .expand(delivered -> delivered == 0 ? Mono.empty() : batch(consumer))
                .then();
    }

    private Mono<Long> batch(OutboxConsumer consumer) {
        // The claim is complete, and its connection back in the pool, before anything is handed over.
        return deliveries
                .claim(consumer.name())
                .collectList()
                .flatMapMany(Flux::fromIterable)
                .flatMap(delivery -> handOver(consumer, delivery).thenReturn(delivery), settings.concurrency())
                .count();
    }

    private Mono<Void> handOver(OutboxConsumer consumer, Delivery delivery) {
        return Mono.defer(() -> consumer.deliver(delivery.message()))
                .then(Mono.defer(() -> deliveries.delivered(delivery)))
                .onErrorResume(reason -> deliveries.failed(delivery, reason));
    }
}
