package org.ziyuan.marketplace.problem;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.util.HtmlUtils;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Problems as they leave: a body for programs, or the sentence alone for people. */
@Component
class WrittenProblems {

    private final ProblemBody bodies;
    private final JsonMapper json;

    WrittenProblems(ProblemBody bodies, JsonMapper json) {
        this.bodies = bodies;
        this.json = json;
    }

    /** The sentence alone, when the page that would carry it cannot be drawn either. */
    Mono<Void> plainly(ServerWebExchange exchange, Problem problem) {
        if (!RefusedRequests.wantsPage(exchange.getRequest())) {
            return write(exchange, problem);
        }
        Locale locale = localeOf(exchange);
        String page = "<!DOCTYPE html><html lang=\"%s\"><meta charset=\"utf-8\"><title>%d</title><p>%s</p></html>"
                .formatted(
                        locale.toLanguageTag(),
                        problem.status(),
                        HtmlUtils.htmlEscape(bodies.sentence(problem, locale), "UTF-8"));
        byte[] body = page.getBytes(StandardCharsets.UTF_8);
        ServerHttpResponse response = exchange.getResponse();
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        response.getHeaders().setContentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8));
        response.getHeaders().setCacheControl("no-store");
        response.getHeaders().setContentLength(body.length);
        problem.headers().forEach((name, values) -> response.getHeaders().put(name, values));
        DataBuffer buffer = response.bufferFactory().wrap(body);
        return response.writeWith(Mono.just(buffer));
    }

    Mono<Void> write(ServerWebExchange exchange, Problem problem) {
        ServerHttpResponse response = exchange.getResponse();
        byte[] body = json.writeValueAsBytes(bodies.of(problem, localeOf(exchange)));
        response.setStatusCode(HttpStatusCode.valueOf(problem.status()));
        response.getHeaders().setContentType(MediaType.APPLICATION_PROBLEM_JSON);
        response.getHeaders().setCacheControl("no-store");
        response.getHeaders().setContentLength(body.length);
        if (HttpMethod.HEAD.equals(exchange.getRequest().getMethod())) {
            return response.setComplete();
        }
        DataBuffer buffer = response.bufferFactory().wrap(body);
        return response.writeWith(Mono.just(buffer));
    }

    static Locale localeOf(ServerWebExchange exchange) {
        Locale locale = exchange.getLocaleContext().getLocale();
        return locale != null && locale.getLanguage().equals("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }
}
