package org.ziyuan.marketplace.transaction;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.R2dbcNonTransientResourceException;
import io.r2dbc.spi.Wrapped;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;
import reactor.util.retry.Retry;

/**
 * Two pools behind one factory, so that reads never keep a write from a connection.
 *
 * <p>What is read for a page, a list or an export takes from one pool; everything else (acts, with whatever is read on
 * the way to them, and the loops in the background) takes from the other. Which one follows from the Reactor context: a
 * request that only reads is marked by {@link #reading}, and a transaction that moves money takes the mark away. Work in
 * a transaction stays on the transaction's connection, so who holds a connection for acts never waits for one for reads
 * and the pools cannot block each other.
 *
 * <p>Whoever waits too long gets {@code R2dbcTimeoutException}, at the edge 503 {@code busy}.
 */
public final class ConnectionPools {

    /**
     * Connections that were broken while they lay in the pool are thrown away, all of them if need be; whoever has waited
     * in vain waits no longer. A pool says so of a broken one without a state.
     */
    static final Retry PAST_BROKEN_ONES = Retry.max(100)
            .filter(failure ->
                    failure instanceof R2dbcNonTransientResourceException broken && broken.getSqlState() == null)
            .onRetryExhaustedThrow((retries, last) -> last.failure());

    private static final String AWAY = ConnectionPools.class.getName() + ".AWAY";

    private final ConnectionPool acts;
    private final ConnectionPool reads;

    ConnectionPools(ConnectionPool acts, ConnectionPool reads) {
        this.acts = acts;
        this.reads = reads;
    }

    /** The context of work that reads only. */
    public static Context reading(ContextView context) {
        return Context.of(context).put(ConnectionPools.class, true).put(AskedOnce.class, new AskedOnce());
    }

    /** Whether this is the context of work that reads only. */
    public static boolean isReading(ContextView context) {
        return context.hasKey(ConnectionPools.class);
    }

    /** The context of an answer that must not wait for the database: whatever asks it is refused at once. */
    public static Context without(ContextView context) {
        return Context.of(context).put(AWAY, true);
    }

    /** The context of work that is done whatever it is a part of. */
    public static Context acting(ContextView context) {
        return Context.of(context)
                .delete(ConnectionPools.class)
                .delete(AskedOnce.class)
                .delete(AWAY);
    }

    /** A connection of the pool that the context names. */
    public Mono<Connection> create() {
        return Mono.deferContextual(context -> context.hasKey(AWAY)
                ? ConnectionPools.<Connection>unreachable("not to be asked for this answer")
                : (isReading(context) ? reads : acts).create().retryWhen(PAST_BROKEN_ONES));
    }

    /** Both behind one factory. */
    public ConnectionFactory behindOne() {
        return new One(this);
    }

    /** Where everything else takes its connections from. */
    public ConnectionPool acts() {
        return acts;
    }

    /** Where pages, lists and exports take their connections from. */
    public ConnectionPool reads() {
        return reads;
    }

    /**
     * Makes the first connections of both and hears an answer on one of each. What was made a minute ago, on a machine
     * that is busy starting, may be gone.
     *
     * @return how many were made
     */
    public Mono<Integer> warmUp() {
        return FirstConnections.of(acts).zipWith(FirstConnections.of(reads), Integer::sum);
    }

    static <T> Mono<T> unreachable(String why) {
        return Mono.error(() -> new R2dbcNonTransientResourceException(why, "08000"));
    }

    void dispose() {
        acts.dispose();
        reads.dispose();
    }

    private record One(ConnectionPools pools) implements ConnectionFactory, Wrapped<ConnectionFactory> {

        @Override
        public Mono<Connection> create() {
            return pools.create();
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return pools.acts.getMetadata();
        }

        @Override
        public ConnectionFactory unwrap() {
            return pools.acts;
        }
    }
}
