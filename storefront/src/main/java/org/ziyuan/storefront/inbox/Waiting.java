package org.ziyuan.storefront.inbox;

import java.util.Map;
import org.ziyuan.marketplace.worklist.Worklist;

/**
 * How much waits for a person.
 *
 * @param most whether there may be more than this: counting ends somewhere
 */
public record Waiting(int number, boolean most) {

    public static Waiting of(Map<String, Integer> counts) {
        return new Waiting(
                counts.values().stream().mapToInt(each -> each).sum(), counts.containsValue(Worklist.MOST_COUNTED));
    }
}
