package org.ziyuan.storefront.admission;

import java.util.BitSet;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.reactive.HttpHandler;
import org.springframework.http.server.reactive.HttpHandlerDecoratorFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.access.route.RouteTable;
import org.ziyuan.marketplace.problem.RefusedRequests;

/**
 * Tells a program that nothing is declared at a path, before a place, a session or security is asked. Those who try
 * every path they have heard of cost next to nothing. People get the page with its frame, by the long way; what is
 * written in an unusual way goes there too, to be refused as such.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 1)
class UnknownPaths implements HttpHandlerDecoratorFactory {

    private static final BitSet ORDINARY = ordinary();

    private final RouteTable routes;
    private final Watchers watchers;
    private final DoorAnswer unknown;

    UnknownPaths(RouteTable routes, Watchers watchers, DoorAnswers answers) {
        this.routes = routes;
        this.watchers = watchers;
        this.unknown = answers.unknown;
    }

    @Override
    public HttpHandler apply(HttpHandler handler) {
        return (request, response) -> HttpMethod.GET.equals(request.getMethod())
                        && !RefusedRequests.wantsPage(request)
                        && isPlain(request)
                        && !routes.knows(request)
                        && !watchers.ask(request)
                ? unknown.answer(request, response)
                : handler.handle(request, response);
    }

    private static boolean isPlain(ServerHttpRequest request) {
        String path = request.getPath().value();
        return path.chars().allMatch(character -> ORDINARY.get(character))
                && !path.contains("//")
                && !path.contains("/.")
                && !path.contains("..");
    }

    private static BitSet ordinary() {
        BitSet characters = new BitSet();
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/-_."
                .chars()
                .forEach(characters::set);
        return characters;
    }
}
