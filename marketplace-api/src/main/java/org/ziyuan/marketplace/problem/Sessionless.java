package org.ziyuan.marketplace.problem;

import java.security.Principal;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.InMemoryWebSessionStore;
import reactor.core.publisher.Mono;

/** An exchange that asks for no session, whose reading may be what failed. */
final class Sessionless extends ServerWebExchangeDecorator {

    private static final InMemoryWebSessionStore NOBODYS = new InMemoryWebSessionStore();

    Sessionless(ServerWebExchange exchange) {
        super(exchange);
    }

    @Override
    public Mono<WebSession> getSession() {
        return NOBODYS.createWebSession();
    }

    @Override
    public <T extends Principal> Mono<T> getPrincipal() {
        return Mono.empty();
    }
}
