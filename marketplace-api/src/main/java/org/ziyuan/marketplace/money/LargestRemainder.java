package org.ziyuan.marketplace.money;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.ziyuan.marketplace.refusal.Refusal;

/**
 * Divides an amount by shares so that the parts add up to it, to the fen. Each share gets its whole fen, and the fen
 * that are left go to the largest remainders, the earlier first among equals.
 */
public final class LargestRemainder {

    /** Weights together: their square still fits a long. */
    private static final long MOST = 3_000_000_000L;

    private LargestRemainder() {}

    /**
     * The parts of an amount, in the order of the weights.
     *
     * @param amount not negative
     * @param weights none negative, together more than zero and at most three thousand million
     * @throws Refusal {@code shares-malformed}
     */
    public static List<Money> split(Money amount, List<? extends Number> weights) {
        long total = weights.stream().mapToLong(Number::longValue).sum();
        if (amount.fen() < 0
                || total <= 0
                || total > MOST
                || weights.stream().anyMatch(weight -> weight.longValue() < 0)) {
            throw Refusal.invalid("shares-malformed").with("amount", amount).with("shares", weights);
        }
        long[] parts = new long[weights.size()];
        long[] remainders = new long[weights.size()];
        long left = amount.fen();
        for (int place = 0; place < parts.length; place++) {
            // In two steps, because amount times weight may be more than a long holds.
            long rest = amount.fen() % total * weights.get(place).longValue();
            parts[place] = amount.fen() / total * weights.get(place).longValue() + rest / total;
            remainders[place] = rest % total;
            left -= parts[place];
        }
        for (int place : byRemainder(remainders).subList(0, Math.toIntExact(left))) {
            parts[place]++;
        }
        return IntStream.range(0, parts.length)
                .mapToObj(place -> Money.ofFen(parts[place]))
                .toList();
    }

    private static List<Integer> byRemainder(long[] remainders) {
        List<Integer> places =
                new ArrayList<>(IntStream.range(0, remainders.length).boxed().toList());
        places.sort(Comparator.comparingLong((Integer place) -> -remainders[place]));
        return places;
    }
}
