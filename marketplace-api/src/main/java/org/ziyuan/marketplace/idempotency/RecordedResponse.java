package org.ziyuan.marketplace.idempotency;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.reactivestreams.Publisher;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.http.server.reactive.ServerHttpResponseDecorator;
import org.ziyuan.marketplace.idempotency.GivenAnswers.Answer;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Hands the whole answer to somebody before its first byte leaves. */
final class RecordedResponse extends ServerHttpResponseDecorator {

    private static final int LARGEST_ANSWER = 1024 * 1024;
    private static final List<String> KEPT =
            List.of(HttpHeaders.CONTENT_TYPE, HttpHeaders.LOCATION, HttpHeaders.ETAG, "HX-Redirect");

    private final Function<Answer, Mono<Void>> listener;

    RecordedResponse(ServerHttpResponse response, Function<Answer, Mono<Void>> listener) {
        super(response);
        this.listener = listener;
    }

    @Override
    public Mono<Void> writeWith(Publisher<? extends DataBuffer> body) {
        return DataBufferUtils.join(Flux.from(body), LARGEST_ANSWER)
                .map(RecordedResponse::bytes)
                .defaultIfEmpty(new byte[0])
                .flatMap(whole -> listener.apply(answer(whole)).thenReturn(whole))
                .flatMap(whole ->
                        super.writeWith(Mono.fromSupplier(() -> bufferFactory().wrap(whole))));
    }

    @Override
    public Mono<Void> writeAndFlushWith(Publisher<? extends Publisher<? extends DataBuffer>> body) {
        return writeWith(Flux.from(body).concatMap(part -> part));
    }

    @Override
    public Mono<Void> setComplete() {
        return Mono.defer(() -> isCommitted() ? Mono.<Void>empty() : listener.apply(answer(new byte[0])))
                .then(Mono.defer(super::setComplete));
    }

    private Answer answer(byte[] body) {
        HttpStatusCode status = getStatusCode();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String name : KEPT) {
            String value = getHeaders().getFirst(name);
            if (value != null) {
                headers.put(name, value);
            }
        }
        return new Answer(status == null ? 200 : status.value(), headers, body);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
