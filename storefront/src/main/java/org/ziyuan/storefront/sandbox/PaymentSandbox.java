package org.ziyuan.storefront.sandbox;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/** The server on which the played providers listen, on loopback alone. */
final class PaymentSandbox {

    private static final Logger LOG = LoggerFactory.getLogger(PaymentSandbox.class);
    private static final int LONGEST_LINE = 16 * 1024;
    private static final Duration TO_BIND = Duration.ofMinutes(1);
    private static final Duration TO_STOP = Duration.ofSeconds(5);
    private static final String HOME = """
            <!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>payment sandbox</title></head><body>
            <h1>payment sandbox</h1><p>打开一笔交易，可以付款，也可以退款。</p>
            <ul><li><a href="%s">支付宝</a></li><li><a href="%s">Stripe</a></li></ul></body></html>
            """.formatted(AlipaySandbox.CASHIER, StripeSandbox.PAGE);

    private final List<PlayedProvider> providers;
    private final DisposableServer server;

    private PaymentSandbox(int port, List<PlayedProvider> providers) {
        this.providers = providers;
        this.server = HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .httpRequestDecoder(limits -> limits.maxInitialLineLength(LONGEST_LINE))
                .handle(this::handle)
                .bindNow(TO_BIND);
    }

    /** Starts on the wanted port where it is free, else on any. */
    static PaymentSandbox start(int wantedPort, List<PlayedProvider> providers) {
        try {
            return new PaymentSandbox(wantedPort, providers);
        } catch (ChannelBindException taken) {
            return new PaymentSandbox(0, providers);
        }
    }

    int port() {
        return server.port();
    }

    String url() {
        return "http://127.0.0.1:" + port();
    }

    void stop() {
        server.disposeNow(TO_STOP);
    }

    private Mono<Void> handle(HttpServerRequest request, HttpServerResponse response) {
        return request.receive()
                .aggregate()
                .asString()
                .defaultIfEmpty("")
                .publishOn(Schedulers.boundedElastic())
                .map(body -> answer(Asked.of(request.uri(), request.requestHeaders(), body)))
                .onErrorResume(failure -> {
                    LOG.warn("a played provider failed", failure);
                    return Mono.just(Answer.of(500, "text/plain", ""));
                })
                .delayUntil(answer -> Mono.delay(answer.delay()))
                .flatMap(answer -> send(answer, response));
    }

    private Answer answer(Asked asked) {
        if (asked.path().equals("/")) {
            return Answer.of(200, "text/html;charset=utf-8", HOME);
        }
        return providers.stream()
                .filter(provider -> provider.serves(asked.path()))
                .findFirst()
                .map(provider -> provider.answer(asked))
                .orElseGet(() -> Answer.of(HttpStatus.NOT_FOUND.value(), "text/plain", ""));
    }

    private static Mono<Void> send(Answer answer, HttpServerResponse response) {
        response.status(answer.status());
        answer.headers().forEach(response::header);
        return answer.body().isEmpty()
                ? response.header(HttpHeaderNames.CONTENT_LENGTH, "0").send().then()
                : response.sendString(Mono.just(answer.body())).then();
    }
}
