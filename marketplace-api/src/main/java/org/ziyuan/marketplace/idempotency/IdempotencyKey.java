package org.ziyuan.marketplace.idempotency;

import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** What a caller calls his request, so that sending it twice is sending it once. */
final class IdempotencyKey {

    static final String HEADER = "Idempotency-Key";

    private static final Pattern WELL_FORMED = Pattern.compile("[\\x21-\\x7e]{1,128}");

    private IdempotencyKey() {}

    /** The key in the header or, for a form without one, in its hidden field. Refuses with {@code idempotency-key-malformed}. */
    static Mono<String> of(ServerWebExchange exchange) {
        ServerHttpRequest request = exchange.getRequest();
        Mono<String> header = Mono.justOrEmpty(request.getHeaders().getFirst(HEADER));
        Mono<String> key = isForm(request)
                ? header.switchIfEmpty(exchange.getFormData().mapNotNull(form -> form.getFirst(OperationId.FIELD)))
                : header;
        return key.doOnNext(IdempotencyKey::requireWellFormed);
    }

    static boolean isForm(ServerHttpRequest request) {
        MediaType type = contentType(request);
        return type != null && MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(type);
    }

    static OperationId operation(UUID person, String key) {
        return new OperationId(Ids.derived("operation", person, key));
    }

    private static void requireWellFormed(String key) {
        if (!WELL_FORMED.matcher(key).matches()) {
            throw Refusal.malformed("idempotency-key-malformed");
        }
    }

    private static @Nullable MediaType contentType(ServerHttpRequest request) {
        try {
            return request.getHeaders().getContentType();
        } catch (InvalidMediaTypeException malformed) {
            return null;
        }
    }
}
