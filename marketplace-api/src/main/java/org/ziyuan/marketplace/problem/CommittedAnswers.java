package org.ziyuan.marketplace.problem;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * Ends an answer without a body, such as a redirect, while a failure can still become an answer. Spring ends it after its
 * last handler of errors, so that a session which cannot be written then left the server's bare 500.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class CommittedAnswers implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        return chain.filter(exchange)
                .then(Mono.defer(() -> exchange.getResponse().setComplete()));
    }
}
