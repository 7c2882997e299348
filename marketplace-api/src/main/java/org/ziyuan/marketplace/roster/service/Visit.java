package org.ziyuan.marketplace.roster.service;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import reactor.core.publisher.Mono;

/** One reading of a service: what it proves itself with, and until when it waits. */
final class Visit {

    private final RosterService service;
    private final Mono<String> newToken;
    private final AtomicBoolean renewed = new AtomicBoolean();
    private final long end;
    private volatile Mono<String> token;

    /** @param newToken asks for another token each time */
    Visit(RosterService service, Mono<String> newToken, Duration whole) {
        this.service = service;
        this.newToken = newToken;
        this.token = newToken.cache();
        this.end = System.nanoTime() + whole.toNanos();
    }

    RosterService service() {
        return service;
    }

    /** The token, asked for once. */
    Mono<String> token() {
        return token;
    }

    /** Asks for another one, once: a token may end before a long reading does. */
    boolean renews() {
        if (!renewed.compareAndSet(false, true)) {
            return false;
        }
        token = newToken.cache();
        return true;
    }

    boolean canWait(Duration pause) {
        return System.nanoTime() + pause.toNanos() < end;
    }
}
