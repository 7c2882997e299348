package org.ziyuan.marketplace.paging;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import reactor.core.publisher.Flux;

/** A history that is cut keeps its latest, told in the order in which it happened: what is now is never what is left out. */
public final class Latest {

    private Latest() {}

    /** @param newestFirst as many as are told, the newest first */
    public static <T> Flux<T> inOrder(Flux<T> newestFirst) {
        return newestFirst.collectList().flatMapIterable(Latest::turned);
    }

    private static <T> List<T> turned(List<T> newestFirst) {
        List<T> turned = new ArrayList<>(newestFirst);
        Collections.reverse(turned);
        return turned;
    }
}
