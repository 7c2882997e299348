package org.ziyuan.marketplace.transaction;

import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.Wrapped;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.retry.Retry;

/**
 * Tells what other transactions announced when they were committed, on whichever node. One connection listens for the whole
 * node, and comes back when it is lost. Who only listens does not notice that nobody speaks any more, so it asks the
 * database every half second whether it is there: when that is answered, everything announced before it was heard.
 */
@Component
public class Announcements {

    /** That news was published. */
    public static final String OUTBOX = "outbox";

    /** That a session, a person, a role or an organization changed. */
    public static final String CAPACITY = "capacity";

    private static final Logger LOG = LoggerFactory.getLogger(Announcements.class);

    private static final Duration ARE_YOU_THERE = Duration.ofMillis(500);

    private final ConnectionFactory connections;
    private final Flux<Heard> heard;

    public Announcements(ConnectionFactory connections) {
        this.connections = connections;
        this.heard = Flux.usingWhen(direct(), this::listen, PostgresqlConnection::close)
                .doOnError(lost -> LOG.warn("the listener lost its connection: {}", lost.getMessage()))
                .onErrorResume(lost -> Flux.<Heard>just(new Lost()).concatWith(Mono.error(lost)))
                .repeat()
                .retryWhen(Retry.backoff(Long.MAX_VALUE, Duration.ofMillis(500)).maxBackoff(Duration.ofSeconds(10)))
                .publish()
                .refCount();
    }

    /** What is heard from now on; never ends by itself. Whoever is slow misses some of it. */
    public Flux<Heard> heard() {
        return heard.onBackpressureDrop();
    }

    /** What a listener hears. */
    public sealed interface Heard {}

    /**
     * What was announced.
     *
     * @param words more about it; empty when there is no more to say
     */
    public record Announced(String channel, String words) implements Heard {}

    /** @param since everything that is announced after this nano time will be heard */
    public record Listening(long since) implements Heard {}

    /** @param asOf everything that was announced before this nano time was heard */
    public record UpToDate(long asOf) implements Heard {}

    /** Nothing is heard until {@link Listening} says so. */
    public record Lost() implements Heard {}

    /** Who hears comes before the listening begins: the driver keeps nothing for those who come later. */
    private Flux<Heard> listen(PostgresqlConnection connection) {
        Flux<Heard> announced = connection
                .getNotifications()
                .map(one -> new Announced(one.getName(), Objects.requireNonNullElse(one.getParameter(), "")));
        Mono<Heard> begun = Mono.defer(() -> ask(connection, "listen " + OUTBOX + "; listen " + CAPACITY))
                .map(Listening::new);
        Flux<Heard> stillThere = Flux.interval(ARE_YOU_THERE)
                .onBackpressureDrop()
                .concatMap(tick -> ask(connection, "select 1").map(UpToDate::new), 1);
        return Flux.merge(announced, begun.concatWith(stillThere));
    }

    /** @return the nano time at which it was asked */
    private static Mono<Long> ask(PostgresqlConnection connection, String question) {
        return Mono.fromSupplier(System::nanoTime)
                .delayUntil(asked -> connection
                        .createStatement(question)
                        .execute()
                        .flatMap(result -> result.getRowsUpdated(), 1)
                        .then());
    }

    /** Not from the pool: a connection that listens is never given back. */
    private Mono<PostgresqlConnection> direct() {
        return Mono.defer(() -> {
            Object candidate = connections;
            while (!(candidate instanceof PostgresqlConnectionFactory postgresql)) {
                if (!(candidate instanceof Wrapped<?> wrapped)) {
                    throw new IllegalStateException("only PostgreSQL can be listened to, not " + candidate);
                }
                candidate = wrapped.unwrap();
            }
            return postgresql.create();
        });
    }
}
