package org.ziyuan.marketplace.enrolment.headcount;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * How many pupils a school counts for one fiscal year, as frozen at the census.
 *
 * @param pupils all pupils
 * @param boarders those of them who board
 * @param specialEducation those of them in special education
 * @param byLevel pupils per level: kindergarten, primary, junior, senior, special
 */
public record Headcount(int pupils, int boarders, int specialEducation, Map<String, Integer> byLevel) {

    /** A school for which nothing was counted. */
    public static final Headcount NONE = new Headcount(0, 0, 0, Map.of());

    public Headcount {
        byLevel = Collections.unmodifiableMap(new TreeMap<>(byLevel));
    }

    static Headcount ofLevel(String level, int pupils, int boarders, int specialEducation) {
        return new Headcount(pupils, boarders, specialEducation, Map.of(level, pupils));
    }

    Headcount plus(Headcount other) {
        Map<String, Integer> levels = new TreeMap<>(byLevel);
        other.byLevel.forEach((level, more) -> levels.merge(level, more, Integer::sum));
        return new Headcount(
                pupils + other.pupils, boarders + other.boarders, specialEducation + other.specialEducation, levels);
    }
}
