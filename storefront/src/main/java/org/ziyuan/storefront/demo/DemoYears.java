package org.ziyuan.storefront.demo;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;

/**
 * The fiscal years the demo province knows on a day: last year's, this year's, and next year's, whose money is being
 * decided.
 *
 * @param current the calendar year, which is the fiscal year
 */
record DemoYears(int current) {

    static DemoYears of(Clock clock) {
        return new DemoYears(LocalDate.now(clock).getYear());
    }

    /** Those whose allocations are posted and whose lines carry money. */
    List<Integer> funded() {
        return List.of(current - 1, current);
    }

    /** Those with a frozen count of pupils; the allocation of the last waits for somebody to approve it. */
    List<Integer> counted() {
        return List.of(current - 1, current, current + 1);
    }
}
