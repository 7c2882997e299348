package org.ziyuan.marketplace.problem;

import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How a refusal looks to a person with a browser. The module with the pages brings one; without it all is JSON. */
@FunctionalInterface
public interface RefusalPage {

    /**
     * Writes the page.
     *
     * @param problem what was refused
     * @param sentence the sentence for the person, in the language of the request
     */
    Mono<Void> show(ServerWebExchange exchange, Problem problem, String sentence);
}
