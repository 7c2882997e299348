package org.ziyuan.marketplace.ledger;

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

/** Looks every half minute for set-aside money whose time is over; any number of nodes may look. */
@Component
class ExpiryWatch implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ExpiryWatch.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final ExpirePayments expirePayments;
    private final boolean wanted;
    private final AtomicReference<@Nullable Disposable> running = new AtomicReference<>();

    ExpiryWatch(
            ExpirePayments expirePayments, @Value("${ziyuan.roles:web,api,workflow,index,relay}") Set<String> roles) {
        this.expirePayments = expirePayments;
        this.wanted = roles.contains("relay");
    }

    @Override
    public boolean isAutoStartup() {
        return wanted;
    }

    @Override
    public void start() {
        running.set(Flux.interval(PAUSE)
                .onBackpressureDrop()
                .concatMap(tick -> expirePayments.expire().onErrorResume(ExpiryWatch::later))
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

    private static Mono<Long> later(Throwable reason) {
        LOG.warn("looking for expired payments failed and will be tried again: {}", reason.toString());
        return Mono.empty();
    }
}
