package org.ziyuan.marketplace.transaction;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Asks the same question once in a request that only looks, and shows one answer everywhere on its page. An act asks each
 * time: what it reads may be what it has just changed.
 */
public final class AskedOnce {

    private final Map<List<Object>, Mono<?>> asked = new ConcurrentHashMap<>();

    AskedOnce() {}

    /**
     * The answer to a question.
     *
     * @param what all that the question depends on, beginning with a word for what is asked
     */
    public static <T> Mono<T> of(Mono<T> question, Object... what) {
        return Mono.deferContextual(context -> {
            AskedOnce request = in(context);
            return request == null ? question : request.answer(question, List.of(what));
        });
    }

    /** Says what the answer to a question is, because it came with another. */
    public static <T> Mono<T> known(T answer, Object... what) {
        return of(Mono.just(answer), what);
    }

    private static @Nullable AskedOnce in(ContextView context) {
        return context.<@Nullable AskedOnce>getOrDefault(AskedOnce.class, null);
    }

    /** Gives the first answer again; the same words expect the same kind of answer. */
    @SuppressWarnings("unchecked")
    private <T> Mono<T> answer(Mono<T> question, List<Object> what) {
        return (Mono<T>) asked.computeIfAbsent(what, unused -> question.cache());
    }
}
