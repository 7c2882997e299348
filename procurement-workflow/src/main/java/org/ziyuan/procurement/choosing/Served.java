package org.ziyuan.procurement.choosing;

/**
 * How many pupils something is for, and where the number comes from.
 *
 * @param people 0 where nobody is served or nothing was counted
 */
public record Served(int people, Basis basis) {

    /** Where a number of pupils comes from. */
    public enum Basis {
        /** The grades were counted. */
        GRADES,
        /** Their stage was counted, but not its grades: an even share of it, rounded up. */
        SHARE,
        /** The stage as a whole. */
        STAGE,
        /** All pupils of the school. */
        SCHOOL,
        /** The school has pupils, but none of this stage or grade. */
        NOT_TAUGHT,
        /** Nothing was counted yet. */
        NOTHING_COUNTED
    }

    /** Whether the school has pupils and none of them is meant. */
    public boolean passesTheSchoolBy() {
        return basis == Basis.NOT_TAUGHT;
    }
}
