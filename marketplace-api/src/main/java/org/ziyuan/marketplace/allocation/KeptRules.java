package org.ziyuan.marketplace.allocation;

import java.util.List;
import java.util.Map;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * The rules of one run, as they were kept with it.
 *
 * @param rates the standards, by region
 * @param shares who pays which part, by region
 * @param lines to which budget lines the money of a level goes, by region and level
 */
record KeptRules(Map<String, Rates> rates, Map<String, List<Share>> shares, Map<String, List<LineRule>> lines) {

    Rates rates(String region) {
        Rates found = rates.get(region);
        if (found == null) {
            throw missing(region, "standards");
        }
        return found;
    }

    List<Share> shares(String region) {
        return found(shares, region, "shares");
    }

    List<LineRule> lines(String region, String level) {
        return found(lines, region + " " + level, "lines");
    }

    private static <T> List<T> found(Map<String, List<T>> rules, String key, String what) {
        List<T> found = rules.getOrDefault(key, List.of());
        if (found.isEmpty()) {
            throw missing(key, what);
        }
        return found;
    }

    private static Refusal missing(String where, String what) {
        return Refusal.conflict("allocation-rule-missing").with("where", where).with("what", what);
    }

    /** What a level of government pays. */
    record Share(String tier, int basisPoints) {}

    /** Which part of a level's money goes to which class of the budget. */
    record LineRule(String functionalClass, String economicClass, String name, int basisPoints) {}
}
