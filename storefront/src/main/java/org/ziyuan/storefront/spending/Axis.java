package org.ziyuan.storefront.spending;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The vertical axis of a chart of money: from zero to a round amount above the largest, in steps people count in.
 *
 * @param unit the word of its unit: yuan, wan (ten thousand) or yi (a hundred million)
 */
record Axis(long topInFen, long stepInFen, String unit, long unitInFen) {

    private static final int MOST_STEPS = 5;
    private static final long YUAN = 100;
    private static final long WAN = 10_000 * YUAN;
    private static final long YI = 10_000 * WAN;

    static Axis upTo(long largestInFen) {
        long step = YUAN;
        for (int turn = 0; step * MOST_STEPS < largestInFen; turn++) {
            // 1, 2, 5, 10, 20, 50, …
            step = turn % 3 == 1 ? step / 2 * 5 : step * 2;
        }
        long steps = Math.max(1, (largestInFen + step - 1) / step);
        long top = steps * step;
        return top >= YI
                ? new Axis(top, step, "yi", YI)
                : top >= WAN ? new Axis(top, step, "wan", WAN) : new Axis(top, step, "yuan", YUAN);
    }

    /** One line across the chart. */
    record Tick(long amountInFen, int y, String label) {}

    /** The lines of a chart that is so high, from below. */
    List<Tick> ticks(int above, int height) {
        return LongStream.rangeClosed(0, topInFen / stepInFen)
                .map(step -> step * stepInFen)
                .mapToObj(amount -> new Tick(amount, y(amount, above, height), label(amount)))
                .toList();
    }

    int y(long amountInFen, int above, int height) {
        return above + height - length(amountInFen, height);
    }

    /** Counted in steps first, because an amount times a height may be more than a long holds. */
    int length(long amountInFen, int height) {
        long shown = Math.max(0, Math.min(amountInFen, topInFen));
        long steps = topInFen / stepInFen;
        long whole = shown / stepInFen * height / steps;
        long part = shown % stepInFen / YUAN * height / (steps * (stepInFen / YUAN));
        return Math.toIntExact(whole + part);
    }

    private String label(long amountInFen) {
        long hundredths = amountInFen / (unitInFen / 100);
        String whole = Long.toString(hundredths / 100);
        long rest = hundredths % 100;
        return rest == 0
                ? whole
                : rest % 10 == 0 ? whole + "." + rest / 10 : whole + "." + (rest < 10 ? "0" : "") + rest;
    }
}
