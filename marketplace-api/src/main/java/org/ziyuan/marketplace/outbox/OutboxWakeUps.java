package org.ziyuan.marketplace.outbox;

import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Tells when news was committed: a connection of its own that listens, and that comes back when it is lost. Who only
 * listens does not notice that nobody speaks any more, so it asks again from time to time.
 */
@Component
class OutboxWakeUps {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxWakeUps.class);

    private static final Duration ARE_YOU_THERE = Duration.ofSeconds(10);

    private final ConnectionFactory connections;

    OutboxWakeUps(ConnectionFactory connections) {
        this.connections = connections;
    }

    /** One element per notification and per (re)connection; never ends by itself. */
    Flux<String> signals() {
        return Flux.usingWhen(direct().create(), this::listen, PostgresqlConnection::close)
                .doOnError(lost -> LOG.warn("the outbox listener lost its connection: {}", lost.getMessage()))
                .repeat()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500)).maxBackoff(Duration.ofSeconds(10)));
    }

    private Flux<String> listen(PostgresqlConnection connection) {
        Mono<Void> listening = Mono.defer(() -> connection
                .createStatement("listen outbox")
                .execute()
                .flatMap(result -> result.getRowsUpdated(), 1)
                .then());
        Flux<String> heard = connection.getNotifications().map(notification -> notification.getName());
        Flux<String> stillThere =
                Flux.interval(ARE_YOU_THERE).onBackpressureDrop().concatMap(tick -> listening.then(Mono.empty()), 1);
        return listening.thenMany(Flux.concat(Mono.just("listening"), Flux.merge(heard, stillThere)));
    }

    /** Not from the pool: a connection that listens is never given back. */
    private PostgresqlConnectionFactory direct() {
        Object candidate = connections;
        while (!(candidate instanceof PostgresqlConnectionFactory postgresql)) {
            if (!(candidate instanceof Wrapped<?> wrapped)) {
                throw new IllegalStateException("the outbox listens on PostgreSQL only, not on " + candidate);
            }
            candidate = wrapped.unwrap();
        }
        return postgresql;
    }
}
