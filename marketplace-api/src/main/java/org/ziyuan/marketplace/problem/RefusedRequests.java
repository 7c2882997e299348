package org.ziyuan.marketplace.problem;

import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.util.Locale;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.ServerWebExchangeDecorator;
import org.springframework.web.server.WebExceptionHandler;
import org.springframework.web.server.WebSession;
import org.springframework.web.server.session.InMemoryWebSessionStore;
import org.springframework.web.util.HtmlUtils;
import org.ziyuan.marketplace.transaction.ConnectionPools;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/**
 * The one place where an error becomes an answer: problem+json for programs, a page for people. It stands before Boot's
 * own handler, so nothing leaves in another shape.
 */
@Component
@Order(-2)
public class RefusedRequests implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedRequests.class);

    private final ProblemBody bodies;
    private final JsonMapper json;
    /** Looked up once: to look for a bean takes longer than to write the answer. */
    private final SingletonSupplier<RefusalPage> page;

    private final SingletonSupplier<RefusalWatch> watch;

    RefusedRequests(
            ProblemBody bodies, JsonMapper json, ObjectProvider<RefusalPage> page, ObjectProvider<RefusalWatch> watch) {
        this.watch = SingletonSupplier.ofNullable(watch::getIfAvailable);
        this.bodies = bodies;
        this.json = json;
        this.page = SingletonSupplier.ofNullable(page::getIfAvailable);
    }

    @Override
    public Mono<Void> handle(ServerWebExchange exchange, Throwable error) {
        if (exchange.getResponse().isCommitted()) {
            return Mono.error(error);
        }
        Problem problem = problemOf(exchange, error);
        RefusalWatch watching = watch.get();
        if (watching != null) {
            watching.refused(exchange, problem.code());
        }
        return problem.status() < 500
                ? orWithout(exchange, answer(exchange, problem))
                : withoutDatabase(exchange, problem);
    }

    /** What goes out with an answer, such as the sight of a session, may fail when it goes out. */
    private Mono<Void> orWithout(ServerWebExchange exchange, Mono<Void> answer) {
        return answer.onErrorResume(
                failed -> !exchange.getResponse().isCommitted(),
                failed -> withoutDatabase(exchange, problemOf(exchange, failed)));
    }

    /**
     * Answers without asking what may be out of order too: neither the session, whose reading may be what failed, nor
     * the database. What was to be written with it fails at once, which Spring remembers: the second time the answer
     * goes out alone.
     */
    private Mono<Void> withoutDatabase(ServerWebExchange exchange, Problem problem) {
        Mono<Void> answer =
                Mono.defer(() -> answer(new Sessionless(exchange), problem)).contextWrite(ConnectionPools::without);
        return answer.onErrorResume(
                failed -> !exchange.getResponse().isCommitted(), failed -> plainly(exchange, problem));
    }

    /** The sentence alone, when the page that would carry it cannot be drawn either. */
    private Mono<Void> plainly(ServerWebExchange exchange, Problem problem) {
        if (!wantsPage(exchange)) {
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

    private static Problem problemOf(ServerWebExchange exchange, Throwable error) {
        Problem problem = Problems.of(error);
        boolean foreseen = !problem.code().equals(DatabaseProblems.UNFORESEEN);
        if (problem.status() < 500 && foreseen) {
            return problem;
        }
        if (problem.status() == 503) {
            LOG.warn("{} answers {}: {}", exchange.getRequest().getPath(), problem.code(), error.toString());
            return problem;
        }
        // The reference is all that leaves; the cause stays in the log.
        String reference = Ids.next().toString();
        LOG.error("{} failed, reference {}", exchange.getRequest().getPath(), reference, error);
        return foreseen
                ? Problem.of(500, "unexpected", Map.of("reference", reference))
                : Problem.of(problem.status(), problem.code(), Map.of("reference", reference));
    }

    private Mono<Void> answer(ServerWebExchange exchange, Problem problem) {
        RefusalPage pages = page.get();
        ServerHttpResponse response = exchange.getResponse();
        response.getHeaders().remove(HttpHeaders.ETAG);
        problem.headers().forEach((name, values) -> response.getHeaders().put(name, values));
        return pages != null && wantsPage(exchange)
                ? pages.show(exchange, problem, bodies.sentence(problem, localeOf(exchange)))
                : write(exchange, problem);
    }

    private Mono<Void> write(ServerWebExchange exchange, Problem problem) {
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

    private static Locale localeOf(ServerWebExchange exchange) {
        Locale locale = exchange.getLocaleContext().getLocale();
        return locale != null && locale.getLanguage().equals("en") ? Locale.ENGLISH : Locale.SIMPLIFIED_CHINESE;
    }

    private static boolean wantsPage(ServerWebExchange exchange) {
        String path = exchange.getRequest().getPath().value();
        HttpHeaders headers = exchange.getRequest().getHeaders();
        return !path.startsWith("/api/")
                && (headers.containsHeader("HX-Request")
                        || headers.getOrEmpty(HttpHeaders.ACCEPT).stream()
                                .anyMatch(accepted -> accepted.contains("text/html")));
    }

    private static final class Sessionless extends ServerWebExchangeDecorator {

        private static final InMemoryWebSessionStore NOBODYS = new InMemoryWebSessionStore();

        private Sessionless(ServerWebExchange exchange) {
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
}
