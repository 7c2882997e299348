package org.ziyuan.marketplace.access;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Throws away what nobody can use any more: ended sessions, old counts of failures, answers older than a day. */
@Component
class SessionSweeper implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(SessionSweeper.class);
    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final WebSessions sessions;
    private final DatabaseClient database;
    private final AtomicReference<@Nullable Disposable> running = new AtomicReference<>();

    SessionSweeper(WebSessions sessions, DatabaseClient database) {
        this.sessions = sessions;
        this.database = database;
    }

    @Override
    public void start() {
        running.set(Flux.interval(PAUSE)
                .onBackpressureDrop()
                .concatMap(tick -> sweep().onErrorResume(SessionSweeper::later))
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

    Mono<Void> sweep() {
        return sessions.sweep()
                .then(Mono.defer(() -> delete("sign_in_failure where window_started_at < now() - interval '1 day'")))
                .then(Mono.defer(() -> delete("idempotency_key where created_at < now() - interval '1 day'")))
                .then();
    }

    private Mono<Long> delete(String what) {
        return database.sql("delete from " + what).fetch().rowsUpdated();
    }

    private static Mono<Void> later(Throwable reason) {
        LOG.warn("sweeping failed and will be tried again: {}", reason.toString());
        return Mono.empty();
    }
}
