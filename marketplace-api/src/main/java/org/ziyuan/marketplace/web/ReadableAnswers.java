package org.ziyuan.marketplace.web;

import java.util.List;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.stereotype.Component;
import org.springframework.web.server.NotAcceptableStatusException;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/**
 * A write of the API whose answer the caller says he cannot read is refused before anything is done and before its key
 * is claimed. Left alone, {@code Accept} is looked at when the answer is written, and by then the work is committed: a
 * 406 would stand for an order that is there. Refuses with {@code answer-not-acceptable}.
 */
@Component
@Order(-1)
class ReadableAnswers implements WebFilter {

    private static final MediaType ANY_JSON = MediaType.parseMediaType("application/*+json");

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        ServerHttpRequest request = exchange.getRequest();
        return isWriteOfTheApi(request) && !readsJson(request)
                ? Mono.error(new NotAcceptableStatusException(List.of(MediaType.APPLICATION_JSON)))
                : chain.filter(exchange);
    }

    private static boolean isWriteOfTheApi(ServerHttpRequest request) {
        return !HttpMethod.GET.equals(request.getMethod())
                && !HttpMethod.HEAD.equals(request.getMethod())
                && request.getPath().value().startsWith("/api/");
    }

    private static boolean readsJson(ServerHttpRequest request) {
        try {
            List<MediaType> read = request.getHeaders().getAccept();
            return read.isEmpty()
                    || read.stream()
                            .anyMatch(type -> type.isCompatibleWith(MediaType.APPLICATION_JSON)
                                    || type.isCompatibleWith(ANY_JSON));
        } catch (InvalidMediaTypeException malformed) {
            return false;
        }
    }
}
