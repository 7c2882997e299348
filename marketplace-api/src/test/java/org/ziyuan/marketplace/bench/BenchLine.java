package org.ziyuan.marketplace.bench;

import java.util.Arrays;
import java.util.Locale;

/** How a benchmark says what it found: a line per case, the ratio to a floor measured in the same run. */
public final class BenchLine {

    private BenchLine() {}

    /** Prints a case whose ratio should be at least the goal, such as a rate. */
    public static void atLeast(double goal, String name, String unit, double ours, double floor) {
        print(">=", goal, name, unit, ours, floor);
    }

    /** Prints a case whose ratio should be at most the goal, such as a time. */
    public static void atMost(double goal, String name, String unit, double ours, double floor) {
        print("<=", goal, name, unit, ours, floor);
    }

    /** The middle one of some rounds. */
    public static double median(double... rounds) {
        double[] sorted = rounds.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static void print(String relation, double goal, String name, String unit, double ours, double floor) {
        System.out.printf(
                Locale.ROOT,
                "BENCH %s.%s ratio=%.2f goal%s%.2f ours=%.1f%s floor=%.1f%s%n",
                System.getProperty("ziyuan.bench.module"),
                name,
                ours / floor,
                relation,
                goal,
                ours,
                unit,
                floor,
                unit);
    }
}
