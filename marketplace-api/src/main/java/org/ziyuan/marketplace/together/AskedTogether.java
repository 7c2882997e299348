package org.ziyuan.marketplace.together;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.ziyuan.marketplace.transaction.ConnectionPools;
import reactor.core.publisher.Mono;
import reactor.util.context.ContextView;

/**
 * Asks the independent questions of a page in one round trip. What is asked at the same time travels as one statement, so
 * that its answers are of one moment; what needs an answer first travels with the next. Who asks alone asks as ever.
 *
 * <p>Finders know nothing of it: what they ask waits until the page has asked for everything that it can. An act asks each
 * time. Inside there is no transaction, and no list that is longer than a page.
 */
public final class AskedTogether {

    private final List<Question> waiting = new ArrayList<>();
    private int listening;

    private AskedTogether() {}

    /** The work of a request that only looks, with what it asks at the same time asked together. */
    public static <T> Mono<T> of(Mono<T> work) {
        return Mono.deferContextual(context -> {
            if (!ConnectionPools.isReading(context) || in(context) != null) {
                return work;
            }
            AskedTogether together = new AskedTogether();
            Mono<T> inside = work.contextWrite(outer -> outer.put(AskedTogether.class, together));
            return Mono.fromDirect((Publisher<T>) reader -> together.listen(() -> inside.subscribe(reader)));
        });
    }

    /** The same with what stands beside it on the page; ends when all have, and refuses as the first that refuses. */
    public static <T> Mono<T> of(Mono<T> work, Mono<?>... beside) {
        return of(Mono.zip(
                        work.map(Optional::of).defaultIfEmpty(Optional.empty()),
                        Mono.when(beside).thenReturn(true),
                        (done, unused) -> done)
                .flatMap(Mono::justOrEmpty));
    }

    static @Nullable AskedTogether in(ContextView context) {
        return context.<@Nullable AskedTogether>getOrDefault(AskedTogether.class, null);
    }

    /** Takes a question, which goes as soon as no other could join it. */
    void ask(Question question) {
        listen(() -> {
            synchronized (waiting) {
                waiting.add(question);
            }
        });
    }

    /** Hands on what may lead to more questions, and sends those that came. */
    void listen(Runnable handing) {
        synchronized (waiting) {
            listening++;
        }
        try {
            handing.run();
        } finally {
            RoundTrip.with(complete(), this);
        }
    }

    private List<Question> complete() {
        synchronized (waiting) {
            if (--listening > 0) {
                return List.of();
            }
            List<Question> all = List.copyOf(waiting);
            waiting.clear();
            return all;
        }
    }
}
