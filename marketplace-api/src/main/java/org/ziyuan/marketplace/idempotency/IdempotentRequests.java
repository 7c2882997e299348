package org.ziyuan.marketplace.idempotency;

import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import org.ziyuan.marketplace.idempotency.GivenAnswers.Answer;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.CurrentActor;
import org.ziyuan.marketplace.problem.RefusedRequests;
import org.ziyuan.marketplace.transaction.ConnectionPools;
import org.ziyuan.marketplace.transaction.KeyedRequest;
import reactor.core.publisher.Mono;

/**
 * The same write under the same key is carried out once and answered the same way again.
 *
 * <p>The key is claimed before the handler runs and the answer is kept before it leaves. A client that disconnects
 * stops neither, nor gets between them: claim, work and keeping are one thing in a subscription of its own. A node that
 * dies in between leaves a claim that lapses; the handler then runs again with the same {@link OperationId}, and each
 * transaction that was committed answers what it came to the first time ({@link KeyedRequest}).
 */
@Component
@Order(0)
class IdempotentRequests implements WebFilter {

    static final String REPLAY = "Idempotent-Replay";

    private static final Logger LOG = LoggerFactory.getLogger(IdempotentRequests.class);

    private final GivenAnswers answers;
    private final RefusedRequests refused;

    IdempotentRequests(GivenAnswers answers, RefusedRequests refused) {
        this.answers = answers;
        this.refused = refused;
    }

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        if (!isKeyedWrite(exchange.getRequest())) {
            return chain.filter(exchange);
        }
        return Mono.zip(CurrentActor.find().filter(actor -> actor.personId() != null), IdempotencyKey.of(exchange))
                .map(both -> new Claim(both.getT1(), both.getT2()))
                .flatMap(claim -> once(claim, exchange, chain).thenReturn(true))
                .switchIfEmpty(Mono.defer(() -> chain.filter(exchange).thenReturn(true)))
                .then();
    }

    private Mono<Void> once(Claim claim, ServerWebExchange exchange, WebFilterChain chain) {
        return RequestFingerprint.of(exchange, claim.actor().organizationId())
                .flatMap(request -> toItsEnd(answers.claim(claim.person(), claim.key(), request.hash())
                        .flatMap(claimed -> claimed.answer()
                                .map(given -> repeat(exchange.getResponse(), given))
                                .orElseGet(() -> carriedOut(claim, request.exchange(), chain)
                                        .contextWrite(claim.keyed(request.hash(), claimed.goesOn())::in)))));
    }

    private Mono<Void> carriedOut(Claim claim, ServerWebExchange exchange, WebFilterChain chain) {
        boolean page = IdempotencyKey.isForm(exchange.getRequest());
        ServerWebExchange recorded = exchange.mutate()
                .response(new RecordedResponse(exchange.getResponse(), answer -> kept(claim, answer, page)))
                .build();
        return chain.filter(recorded)
                .onErrorResume(error -> refused.handle(recorded, error))
                .then(Mono.defer(() -> recorded.getResponse().setComplete()));
    }

    /** Without this a client that disconnects would tear it between the claim, the commit and the keeping of the answer. */
    private static Mono<Void> toItsEnd(Mono<Void> work) {
        return Mono.deferContextual(
                context -> Mono.fromFuture(() -> work.contextWrite(context).toFuture(), true));
    }

    private Mono<Void> kept(Claim claim, Answer answer, boolean page) {
        Mono<Void> note = isFinal(answer, page)
                ? answers.keep(claim.person(), claim.key(), answer)
                : answers.release(claim.person(), claim.key());
        return note.contextWrite(ConnectionPools::acting).onErrorResume(failed -> {
            LOG.warn("an answer could not be kept: {}", failed.toString());
            return Mono.empty();
        });
    }

    /** Of pages only redirects are kept: everything else is a form shown again, with a fresh token in it. */
    private static boolean isFinal(Answer answer, boolean page) {
        boolean redirect = answer.status() / 100 == 3 || answer.headers().containsKey("HX-Redirect");
        boolean passing = answer.status() >= 500 || answer.status() == 429 || answer.status() == 401;
        return page ? redirect : !passing;
    }

    private static Mono<Void> repeat(ServerHttpResponse response, Answer given) {
        response.setStatusCode(HttpStatusCode.valueOf(given.status()));
        given.headers().forEach(response.getHeaders()::set);
        response.getHeaders().set(REPLAY, "true");
        if (given.body().length == 0) {
            return response.setComplete();
        }
        response.getHeaders().setContentLength(given.body().length);
        DataBuffer body = response.bufferFactory().wrap(given.body());
        return response.writeWith(Mono.just(body));
    }

    private static boolean isKeyedWrite(ServerHttpRequest request) {
        boolean write = !HttpMethod.GET.equals(request.getMethod()) && !HttpMethod.HEAD.equals(request.getMethod());
        String path = request.getPath().value();
        // What opens and closes sessions, and what draws a code, answers with secrets; they are never kept.
        boolean ofSession = path.startsWith("/api/v1/session")
                || path.startsWith("/sign-")
                || path.equals("/setup")
                || path.equals("/join")
                || path.endsWith("/slip");
        boolean keyed = request.getHeaders().containsHeader(IdempotencyKey.HEADER) || IdempotencyKey.isForm(request);
        return write && keyed && !ofSession;
    }

    private record Claim(Actor actor, String key) {
        UUID person() {
            return actor.person();
        }

        KeyedRequest keyed(byte[] hash, boolean goesOn) {
            return new KeyedRequest(person(), key, hash, goesOn);
        }
    }
}
