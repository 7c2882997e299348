package org.ziyuan.marketplace.transaction;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Work that a node takes up again and again while it runs, one round after the other. A round that fails is told, once
 * while it fails in the same way, and the next one tries again; any number of nodes may do the same, so what a round does
 * must bear being done twice. A node that stops breaks its round off; the two loops that must end what they hold, the
 * outbox's and the engine's, have a life of their own.
 */
public abstract class Rounds implements SmartLifecycle {

    private final Logger log = LoggerFactory.getLogger(getClass());
    private final Duration pause;
    private final boolean wanted;
    private final AtomicReference<@Nullable Disposable> running = new AtomicReference<>();
    private final AtomicReference<String> told = new AtomicReference<>("");
    private final AtomicReference<@Nullable Instant> failingSince = new AtomicReference<>();

    /**
     * @param pause from the beginning of one round to that of the next; what is late is left out
     * @param wanted whether this node does this work at all
     */
    protected Rounds(Duration pause, boolean wanted) {
        this.pause = pause;
        this.wanted = wanted;
    }

    /** One round, to its end. */
    protected abstract Mono<?> round();

    @Override
    public boolean isAutoStartup() {
        return wanted;
    }

    @Override
    public void start() {
        running.set(Flux.interval(pause)
                .onBackpressureDrop()
                .concatMap(tick -> round().then().doOnSuccess(done -> ended()).onErrorResume(this::later), 1)
                .subscribe());
    }

    @Override
    public void stop() {
        Disposable current = running.getAndSet(null);
        if (current != null) {
            current.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return running.get() != null;
    }

    /** Since when each round fails on this node; null while they come to their ends. */
    public @Nullable Instant failingSince() {
        return failingSince.get();
    }

    private void ended() {
        told.set("");
        failingSince.set(null);
    }

    private Mono<Void> later(Throwable reason) {
        failingSince.compareAndSet(null, Instant.now());
        String now = reason.toString();
        if (!now.equals(told.getAndSet(now))) {
            log.warn("a round failed and will be tried again: {}", now);
        }
        return Mono.empty();
    }
}
