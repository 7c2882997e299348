package org.ziyuan.storefront.roundtrip;

import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.ConnectionFactoryMetadata;
import io.r2dbc.spi.Wrapped;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.ziyuan.marketplace.together.TogetherConnections;
import org.ziyuan.marketplace.transaction.ConnectionPools;
import reactor.core.publisher.Mono;

/** Counts what a request asks of the database that names itself in a header; whatever else runs is not counted. */
@TestConfiguration(proxyBeanMethods = false)
class CountedNode {

    static final String HEADER = "X-Counted";

    private static final Map<String, Asked> REQUESTS = new ConcurrentHashMap<>();

    /** What the request with this name has asked. */
    static Asked of(String name) {
        return REQUESTS.computeIfAbsent(name, unused -> new Asked());
    }

    @Bean
    HttpHandlerDecoratorFactory whoAsks() {
        return handler -> counting(handler);
    }

    /** Counts below whatever travels together. */
    @Bean
    static BeanPostProcessor countedConnections(ObjectProvider<ConnectionPools> pools) {
        return new BeanPostProcessor() {
            @Override
            public Object postProcessAfterInitialization(Object bean, String name) {
                return bean instanceof TogetherConnections
                        ? new TogetherConnections(new Counted(pools.getObject()))
                        : bean;
            }
        };
    }

    private static HttpHandler counting(HttpHandler handler) {
        return (request, response) -> {
            String name = request.getHeaders().getFirst(HEADER);
            Mono<Void> handled = handler.handle(request, response);
            return name == null ? handled : handled.contextWrite(context -> context.put(Asked.class, of(name)));
        };
    }

    private record Counted(ConnectionPools pools) implements ConnectionFactory, Wrapped<ConnectionFactory> {

        @Override
        public Mono<Connection> create() {
            return Mono.deferContextual(context ->
                    context.hasKey(Asked.class) ? pools.create().map(context.get(Asked.class)::watch) : pools.create());
        }

        @Override
        public ConnectionFactoryMetadata getMetadata() {
            return pools.acts().getMetadata();
        }

        @Override
        public ConnectionFactory unwrap() {
            return pools.acts();
        }
    }
}
