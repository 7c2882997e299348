package org.ziyuan.marketplace.ordering;

import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;

/** Why somebody does what the other side must understand. */
final class Reason {

    private static final int LONGEST = 500;

    private Reason() {}

    /** The words without blanks around them, or the refusal {@code reason-required}: 1 to 500 characters. */
    static Mono<String> given(String reason) {
        String words = reason.strip();
        return words.isEmpty() || words.codePointCount(0, words.length()) > LONGEST
                ? Mono.error(Refusal.invalid("reason-required").with("most", LONGEST))
                : Mono.just(words);
    }
}
