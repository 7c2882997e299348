package org.ziyuan.marketplace.access.route;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.webflux.autoconfigure.WebFluxRegistrations;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.reactive.result.method.RequestMappingInfo;
import org.springframework.web.reactive.result.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.pattern.PathPattern;
import org.ziyuan.marketplace.web.RoutePolicies.RoutePolicy;

/**
 * Finds the handler of a request by the policy that was declared for it, whose pattern is the mapping's own, letter for
 * letter. The framework's way is to ask every mapping there is, so that each feature would make every request slower.
 */
@Component
class DeclaredMapping implements WebFluxRegistrations {

    private final ObjectProvider<RouteTable> routes;

    DeclaredMapping(ObjectProvider<RouteTable> routes) {
        this.routes = routes;
    }

    @Override
    public RequestMappingHandlerMapping getRequestMappingHandlerMapping() {
        return new ByPolicy(routes);
    }

    private static final class ByPolicy extends RequestMappingHandlerMapping {

        /** Looked up once: handlers declare the routes, and are not made yet when the mapping is. */
        private final SingletonSupplier<RouteTable> routes;

        private final Map<String, Found> handlers = new HashMap<>();

        ByPolicy(ObjectProvider<RouteTable> routes) {
            this.routes = SingletonSupplier.of(routes::getObject);
        }

        @Override
        public void afterPropertiesSet() {
            super.afterPropertiesSet();
            getHandlerMethods().forEach(this::remember);
        }

        private void remember(RequestMappingInfo mapping, HandlerMethod handler) {
            for (PathPattern pattern : mapping.getPatternsCondition().getPatterns()) {
                for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                    handlers.merge(
                            method + " " + pattern.getPatternString(),
                            new Found(mapping, handler),
                            (one, other) -> Found.SEVERAL);
                }
            }
        }

        @Override
        protected @Nullable HandlerMethod lookupHandlerMethod(ServerWebExchange exchange) throws Exception {
            RoutePolicy policy = routes.obtain().find(exchange.getRequest());
            Found found = policy == null ? Found.SEVERAL : handlers.get(policy.method() + " " + policy.pattern());
            if (found == null) {
                return null;
            }
            RequestMappingInfo mapping = found.mapping == null ? null : found.mapping.getMatchingCondition(exchange);
            HandlerMethod handler = found.handler;
            if (mapping == null || handler == null) {
                return super.lookupHandlerMethod(exchange);
            }
            exchange.getAttributes().put(HandlerMapping.BEST_MATCHING_HANDLER_ATTRIBUTE, handler);
            handleMatch(mapping, handler, exchange);
            return handler;
        }
    }

    private record Found(
            @Nullable RequestMappingInfo mapping, @Nullable HandlerMethod handler) {
        /** Then, and when the one does not take the request as it is, the framework looks and says why. */
        static final Found SEVERAL = new Found(null, null);
    }
}
