package org.ziyuan.marketplace.transaction;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/**
 * A request that may be sent again under its key, as the acts that it does see it. Each of its transactions keeps what
 * it came to ({@link KeptActs}), so that the next attempt of the same request gets that instead of doing it twice.
 */
public final class KeyedRequest {

    private final UUID person;
    private final String key;
    private final byte[] hash;
    private final boolean goesOn;
    private final AtomicInteger acts = new AtomicInteger();

    /**
     * @param hash what makes two requests the same
     * @param goesOn whether an attempt before this one committed something
     */
    public KeyedRequest(UUID person, String key, byte[] hash, boolean goesOn) {
        this.person = person;
        this.key = key;
        this.hash = hash.clone();
        this.goesOn = goesOn;
    }

    /** The context of the work for this request. */
    public Context in(ContextView context) {
        return Context.of(context).put(KeyedRequest.class, this);
    }

    /** Whether what is being done was done before, so that what it itself changed is no reason to refuse it. */
    public static boolean goesOn(ContextView context) {
        KeyedRequest request = of(context);
        return request != null && request.goesOn;
    }

    static @Nullable KeyedRequest of(ContextView context) {
        return context.<@Nullable KeyedRequest>getOrDefault(KeyedRequest.class, null);
    }

    boolean goesOn() {
        return goesOn;
    }

    /** The next act of this attempt; the same handler does the same acts in the same order. */
    Act next() {
        return new Act(person, key, hash, acts.getAndIncrement());
    }

    /** One transaction of the request, the first being number 0. */
    record Act(UUID person, String key, byte[] hash, int number) {}
}
