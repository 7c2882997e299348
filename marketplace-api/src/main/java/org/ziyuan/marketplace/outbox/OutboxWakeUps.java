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

/** Tells when news was committed: a connection of its own that listens, and that comes back when it is lost. */
@Component
class OutboxWakeUps {

    private static final Logger LOG = LoggerFactory.getLogger(OutboxWakeUps.class);

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
        Mono<String> listening = connection
                .createStatement("listen outbox")
                .execute()
                .flatMap(result -> result.getRowsUpdated(), 1)
                .then(Mono.just("listening"));
        return listening.concatWith(connection.getNotifications().map(notification -> notification.getName()));
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
