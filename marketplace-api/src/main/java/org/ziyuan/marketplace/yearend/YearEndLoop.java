package org.ziyuan.marketplace.yearend;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks for closes and reopenings to take forward, on the nodes that do work in the background. */
@Component
class YearEndLoop implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(YearEndLoop.class);

    private final AdvanceYearEnds yearEnds;
    private final Duration poll;
    private final boolean wanted;
    private final AtomicReference<@Nullable Disposable> loop = new AtomicReference<>();

    YearEndLoop(
            AdvanceYearEnds yearEnds,
            @Value("${ziyuan.year-end.poll:2s}") Duration poll,
            @Value("${ziyuan.roles:web,api,workflow,index,relay}") Set<String> roles) {
        this.yearEnds = yearEnds;
        this.poll = poll;
        this.wanted = roles.contains("relay");
    }

    @Override
    public boolean isAutoStartup() {
        return wanted;
    }

    @Override
    public void start() {
        loop.set(Flux.interval(poll)
                .onBackpressureDrop()
                .concatMap(tick -> yearEnds.advanceAll().onErrorResume(this::later), 1)
                .subscribe());
    }

    @Override
    public void stop() {
        Disposable running = loop.getAndSet(null);
        if (running != null) {
            running.dispose();
        }
    }

    @Override
    public boolean isRunning() {
        return loop.get() != null;
    }

    private Mono<Void> later(Throwable reason) {
        LOG.warn("a year end could not go on and will be taken up again: {}", reason.toString());
        return Mono.empty();
    }
}
