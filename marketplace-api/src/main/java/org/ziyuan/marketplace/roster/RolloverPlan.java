package org.ziyuan.marketplace.roster;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the step into the next school year would do.
 *
 * @param schoolYear the year in which that of today begins
 * @param due whether it is time: from August on
 * @param steps every class of today
 */
public record RolloverPlan(int schoolYear, boolean due, List<Step> steps) {

    /** How many pupils leave. */
    public long leaving() {
        return steps.stream().filter(Step::leaves).mapToLong(Step::pupils).sum();
    }

    /**
     * One class.
     *
     * @param next what it is called next year, null for one that leaves the school
     */
    public record Step(
            UUID classId,
            String name,
            @Nullable Integer grade,
            @Nullable String next,
            long pupils) {

        public boolean leaves() {
            return next == null;
        }
    }
}
