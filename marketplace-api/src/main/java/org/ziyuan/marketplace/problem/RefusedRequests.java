package org.ziyuan.marketplace.problem;

import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebExceptionHandler;
import org.ziyuan.marketplace.transaction.ConnectionPools;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/**
 * The one place where an error becomes an answer: problem+json for programs, a page for people. It stands before Boot's
 * own handler, so nothing leaves in another shape.
 */
@Component
@Order(-2)
public class RefusedRequests implements WebExceptionHandler {

    private static final Logger LOG = LoggerFactory.getLogger(RefusedRequests.class);

    private static final List<String> PAGE = List.of(MediaType.TEXT_HTML_VALUE);

    private final ProblemBody bodies;
    /** Looked up once: to look for a bean takes longer than to write the answer. */
    private final SingletonSupplier<RefusalPage> page;

    private final SingletonSupplier<RefusalWatch> watch;
    private final WrittenProblems written;

    RefusedRequests(
            ProblemBody bodies,
            ObjectProvider<RefusalPage> page,
            ObjectProvider<RefusalWatch> watch,
            WrittenProblems written) {
        this.watch = SingletonSupplier.ofNullable(watch::getIfAvailable);
        this.bodies = bodies;
        this.page = SingletonSupplier.ofNullable(page::getIfAvailable);
        this.written = written;
    }

    /** Whether a page is what this request can show; else it reads a problem. */
    public static boolean wantsPage(ServerHttpRequest request) {
        HttpHeaders headers = request.getHeaders();
        return wantsPage(
                request.getPath().value(),
                headers.containsHeader("HX-Request") ? PAGE : headers.getOrEmpty(HttpHeaders.ACCEPT));
    }

    /** The same of a request of which only its head was read. */
    public static boolean wantsPage(String address, List<String> accepted) {
        return !address.startsWith("/api/")
                && accepted.stream().anyMatch(types -> types.contains(MediaType.TEXT_HTML_VALUE));
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
                failed -> !exchange.getResponse().isCommitted(), failed -> written.plainly(exchange, problem));
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
        return pages != null && wantsPage(exchange.getRequest())
                ? pages.show(exchange, problem, bodies.sentence(problem, WrittenProblems.localeOf(exchange)))
                : written.write(exchange, problem);
    }
}
