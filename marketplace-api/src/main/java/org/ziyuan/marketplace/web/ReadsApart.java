package org.ziyuan.marketplace.web;

import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.ConnectionPools;

/**
 * A request that only looks takes its connections from the pool for reads, from the session to the page that says what
 * went wrong. Health is not asked there: a node whose readers wait can still act.
 */
@Component
class ReadsApart implements HttpHandlerDecoratorFactory {

    private static final String WATCHERS = "/actuator/";

    @Override
    public HttpHandler apply(HttpHandler handler) {
        return (request, response) -> reads(request)
                ? handler.handle(request, response).contextWrite(ConnectionPools::reading)
                : handler.handle(request, response);
    }

    private static boolean reads(ServerHttpRequest request) {
        boolean looks = HttpMethod.GET.equals(request.getMethod()) || HttpMethod.HEAD.equals(request.getMethod());
        return looks && !request.getPath().value().startsWith(WATCHERS);
    }
}
