package org.ziyuan.marketplace.transaction;

import java.util.List;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Writes long lists by portions, in order. The next portion is made ready while the database writes the last one. */
public final class Portions {

    private Portions() {}

    /** @param statement makes what writes some of them: what it computes is computed ahead, and asks nobody */
    public static <T> Mono<Void> write(List<T> all, int atOnce, Function<List<T>, Mono<Void>> statement) {
        return Flux.range(0, (all.size() + atOnce - 1) / atOnce)
                .map(portion -> all.subList(portion * atOnce, Math.min((portion + 1) * atOnce, all.size())))
                .publishOn(Schedulers.boundedElastic(), 1)
                .map(statement)
                .concatMap(Function.identity(), 1)
                .then();
    }
}
