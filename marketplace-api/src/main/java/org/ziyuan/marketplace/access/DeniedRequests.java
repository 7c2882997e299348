package org.ziyuan.marketplace.access;

import java.util.Set;
import org.springframework.http.HttpMethod;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.server.ServerAuthenticationEntryPoint;
import org.springframework.security.web.server.authorization.ServerAccessDeniedHandler;
import org.springframework.security.web.server.csrf.CsrfException;
import org.springframework.stereotype.Component;
import org.springframework.web.server.MethodNotAllowedException;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.access.route.RouteTable;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/**
 * What a denied request is told. A path that nobody declared is simply not there, for guests and for people who are
 * signed in alike; so nobody learns from the answer what exists.
 */
@Component
class DeniedRequests implements ServerAuthenticationEntryPoint, ServerAccessDeniedHandler {

    private final RouteTable routes;

    DeniedRequests(RouteTable routes) {
        this.routes = routes;
    }

    @Override
    public Mono<Void> commence(ServerWebExchange exchange, AuthenticationException error) {
        return Mono.error(undeclaredOr(exchange, Refusal.of(Refusal.Kind.UNAUTHENTICATED, "sign-in-required")));
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, AccessDeniedException denied) {
        return Mono.error(
                denied instanceof CsrfException
                        ? Refusal.forbidden("csrf-token-invalid")
                        : undeclaredOr(exchange, Refusal.forbidden("role-required")));
    }

    private Throwable undeclaredOr(ServerWebExchange exchange, Refusal refusal) {
        if (routes.find(exchange.getRequest()) != null) {
            return refusal;
        }
        Set<HttpMethod> others = routes.methodsAt(exchange.getRequest());
        return others.isEmpty()
                ? Refusal.of(Refusal.Kind.NOT_FOUND, "page-not-found")
                : new MethodNotAllowedException(exchange.getRequest().getMethod(), others);
    }
}
