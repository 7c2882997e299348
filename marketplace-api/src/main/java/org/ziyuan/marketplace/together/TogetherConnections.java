package org.ziyuan.marketplace.together;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Wrapped;
import java.lang.reflect.Proxy;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.ConnectionPools;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/** Gives a page that asks together a connection that gathers what is asked on it, and everybody else one of the pools. */
@Component
public final class TogetherConnections implements ConnectionFactory, Wrapped<ConnectionFactory> {

    private final ConnectionFactory real;

    @Autowired
    TogetherConnections(ConnectionPools pools) {
        this(pools.behindOne());
    }

    public TogetherConnections(ConnectionFactory real) {
        this.real = real;
    }

    @Override
    public Mono<Connection> create() {
        return Mono.deferContextual(context -> {
            AskedTogether together = AskedTogether.in(context);
            return together != null && ConnectionPools.isReading(context)
                    ? Mono.just(gathering(together, real(context)))
                    : Mono.from(real.create());
        });
    }

    /** The connection by which the questions of a page go. */
    private Mono<Connection> real(ContextView page) {
        return Mono.<Connection>from(real.create())
                .contextWrite(sender -> sender.putAll(page).delete(AskedTogether.class));
    }

    private static Connection gathering(AskedTogether together, Mono<Connection> connections) {
        Class<?>[] types = {Connection.class};
        return (Connection) Proxy.newProxyInstance(
                Connection.class.getClassLoader(), types, (self, method, given) -> switch (method.getName()) {
                    case "createStatement" -> new Question((String) given[0], connections, together);
                    case "close" -> Mono.empty();
                    default -> throw new UnsupportedOperationException(method.getName() + " on a page");
                });
    }

    @Override
    public ConnectionFactoryMetadata getMetadata() {
        return real.getMetadata();
    }

    @Override
    public ConnectionFactory unwrap() {
        return real;
    }
}
