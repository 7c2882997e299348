package org.ziyuan.marketplace.access;

import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Rounds;
import reactor.core.publisher.Mono;

/** Throws away what has no use any more: ended sessions, old counts of failures, answers older than a day. */
@Component
class SessionSweeper extends Rounds {

    private static final Duration PAUSE = Duration.ofMinutes(5);

    private final WebSessions sessions;
    private final DatabaseClient database;

    SessionSweeper(WebSessions sessions, DatabaseClient database) {
        super(PAUSE, true);
        this.sessions = sessions;
        this.database = database;
    }

    @Override
    protected Mono<?> round() {
        return sweep();
    }

    Mono<Void> sweep() {
        return sessions.sweep()
                .then(Mono.defer(() -> delete("sign_in_failure where window_started_at < now() - interval '1 day'")))
                .then(Mono.defer(() -> delete("form_owner where expires_at <= now()")))
                .then(Mono.defer(() -> delete("idempotency_key where created_at < now() - interval '1 day'")))
                .then(Mono.defer(() -> delete("keyed_act where made_at < now() - interval '1 day'")))
                .then(Mono.defer(() -> delete("known_device where last_used_at < now() - interval '180 days'")))
                .then(Mono.defer(() -> delete("sign_in where at < now() - interval '180 days'")))
                .then(Mono.defer(() -> delete("security_notice where last_at < now() - interval '180 days'")))
                .then();
    }

    private Mono<Long> delete(String what) {
        return database.sql("delete from " + what).fetch().rowsUpdated();
    }
}
