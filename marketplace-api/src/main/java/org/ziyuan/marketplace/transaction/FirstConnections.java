package org.ziyuan.marketplace.transaction;

import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ValidationDepth;
import reactor.core.publisher.Mono;

/** Makes the first connections of a pool and hears an answer on one of them. */
final class FirstConnections {

    private FirstConnections() {}

    static Mono<Integer> of(ConnectionPool pool) {
        Mono<Boolean> answer = Mono.usingWhen(
                pool.create().retryWhen(ConnectionPools.PAST_BROKEN_ONES),
                connection -> Mono.from(connection.validate(ValidationDepth.REMOTE)),
                Connection::close);
        return pool.warmup()
                .delayUntil(made -> answer.filter(Boolean::booleanValue)
                        .switchIfEmpty(ConnectionPools.unreachable("a connection without an answer")));
    }
}
