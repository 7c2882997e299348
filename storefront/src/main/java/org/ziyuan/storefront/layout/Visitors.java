package org.ziyuan.storefront.layout;

import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Finds out who is looking at a page. */
@FunctionalInterface
public interface Visitors {

    /** Who sent this request; {@link Visitor#nobody()} when not signed in. Never empty. */
    Mono<Visitor> of(ServerWebExchange exchange);
}
