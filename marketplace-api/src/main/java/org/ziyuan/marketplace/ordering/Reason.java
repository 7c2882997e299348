package org.ziyuan.marketplace.ordering;

import org.ziyuan.marketplace.text.TextField;
import reactor.core.publisher.Mono;

/** Why somebody does what the other side must understand. */
final class Reason {

    private static final TextField REASON = TextField.reason("reason", 500);

    private Reason() {}

    /** The words as they are kept, or the refusal {@code reason-required}: 1 to 500 characters. */
    static Mono<String> given(String reason) {
        return Mono.fromCallable(() -> REASON.read(reason));
    }
}
