package org.ziyuan.marketplace.outbox;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.NodeRoles;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Hands news to the consumers of this process, at least once and in order per aggregate.
 *
 * <p>A consumer's loop is woken by a notification or, at the latest, after the polling interval; it claims, delivers
 * and marks until nothing is due. Each consumer has a loop of its own, so a slow payment gateway delays no index.
 * Nodes share the work: what one has claimed the others pass over until the lease ends.
 */
@Component
class OutboxRelay implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxRelay.class);

    private final List<OutboxConsumer> consumers;
    private final DeliverNews deliver;
    private final OutboxWakeUps wakeUps;
    private final RelaySettings settings;
    private final boolean wanted;
    private final AtomicReference<@Nullable Running> running = new AtomicReference<>();

    OutboxRelay(
            ObjectProvider<OutboxConsumer> consumers,
            DeliverNews deliver,
            OutboxWakeUps wakeUps,
            RelaySettings settings,
            NodeRoles roles) {
        this.consumers = consumers.orderedStream().toList();
        this.deliver = deliver;
        this.wakeUps = wakeUps;
        this.settings = settings;
        this.wanted = roles.relay();
    }

    @Override
    public boolean isAutoStartup() {
        return wanted && !consumers.isEmpty();
    }

    @Override
    public void start() {
        Running now = new Running(new CompletableFuture<>(), new CompletableFuture<>());
        running.set(now);
        Disposable unused = Flux.fromIterable(consumers)
                .flatMap(consumer -> loop(consumer, now), consumers.size())
                .doFinally(end -> now.ended().complete(null))
                .subscribe();
    }

    /** What is in flight finishes first; nothing new is claimed. */
    @Override
    public void stop(Runnable stopped) {
        Running current = running.getAndSet(null);
        if (current == null) {
            stopped.run();
            return;
        }
        var unused = current.ended().thenRun(stopped);
        current.stopping().complete(null);
    }

    @Override
    public void stop() {
        stop(() -> {});
    }

    @Override
    public boolean isRunning() {
        return running.get() != null;
    }

    private Flux<Void> loop(OutboxConsumer consumer, Running now) {
        return Flux.<Object>merge(wakeUps.signals(consumer.name()), Flux.interval(settings.poll()))
                .takeUntilOther(Mono.fromFuture(now.stopping(), true))
                .onBackpressureLatest()
                .concatMap(signal -> deliver.drain(consumer).onErrorResume(this::later), 1);
    }

    private Mono<Void> later(Throwable reason) {
        LOG.warn("the outbox relay could not work and will try again: {}", reason.toString());
        return Mono.empty();
    }

    private record Running(CompletableFuture<@Nullable Void> stopping, CompletableFuture<@Nullable Void> ended) {}
}
