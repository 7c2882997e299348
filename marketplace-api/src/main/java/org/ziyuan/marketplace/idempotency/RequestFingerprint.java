package org.ziyuan.marketplace.idempotency;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferUtils;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import org.springframework.util.MultiValueMap;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.digest.Sha256;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What makes two requests the same: method, address, the organization acted for, and the body.
 *
 * @param hash the SHA-256 of all that
 * @param exchange the exchange, whose body can still be read
 */
record RequestFingerprint(byte[] hash, ServerWebExchange exchange) {

    private static final int LARGEST_BODY = 256 * 1024;
    /** A table of thirty thousand schools is no form; what is in it, its feature bounds again. */
    private static final int LARGEST_TABLE = 16 * 1024 * 1024;

    private static final List<MediaType> TABLES = List.of(
            MediaType.parseMediaType("text/csv"),
            MediaType.parseMediaType("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
            MediaType.APPLICATION_NDJSON);

    static Mono<RequestFingerprint> of(ServerWebExchange exchange, UUID organization) {
        if (IdempotencyKey.isForm(exchange.getRequest())) {
            return exchange.getFormData()
                    .map(form ->
                            new RequestFingerprint(hash(exchange.getRequest(), organization, fields(form)), exchange));
        }
        return DataBufferUtils.join(exchange.getRequest().getBody(), largest(exchange.getRequest()))
                .map(RequestFingerprint::bytes)
                .defaultIfEmpty(new byte[0])
                .map(body -> new RequestFingerprint(
                        hash(exchange.getRequest(), organization, body), readAgain(exchange, body)));
    }

    private static int largest(ServerHttpRequest request) {
        MediaType type = request.getHeaders().getContentType();
        boolean table = type != null && TABLES.stream().anyMatch(known -> known.isCompatibleWith(type));
        return table ? LARGEST_TABLE : LARGEST_BODY;
    }

    private static ServerWebExchange readAgain(ServerWebExchange exchange, byte[] body) {
        return exchange.mutate()
                .request(new ServerHttpRequestDecorator(exchange.getRequest()) {
                    @Override
                    public Flux<DataBuffer> getBody() {
                        return body.length == 0
                                ? Flux.empty()
                                : Flux.just(
                                        exchange.getResponse().bufferFactory().wrap(body));
                    }
                })
                .build();
    }

    /** The token is masked anew on every page, so it is no part of what the person meant. */
    private static byte[] fields(MultiValueMap<String, String> form) {
        Map<String, Object> meant = new TreeMap<>(form);
        meant.remove("_csrf");
        meant.remove(OperationId.FIELD);
        return meant.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] hash(ServerHttpRequest request, UUID organization, byte[] body) {
        MessageDigest digest = Sha256.begun();
        String head = request.getMethod() + " " + request.getURI().getRawPath() + "?"
                + request.getURI().getRawQuery() + " for " + organization + "\n";
        digest.update(head.getBytes(StandardCharsets.UTF_8));
        return digest.digest(body);
    }

    private static byte[] bytes(DataBuffer buffer) {
        byte[] bytes = new byte[buffer.readableByteCount()];
        buffer.read(bytes);
        DataBufferUtils.release(buffer);
        return bytes;
    }
}
