package org.ziyuan.marketplace.money;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Divides an amount by weights so that the parts add up to it to the fen: whole fen by proportion, and the fen that are
 * left over to the largest remainders (最大余数法), earlier parts first among equals.
 */
public final class Apportionment {

    private Apportionment() {}

    /**
     * @param weights not negative and not all zero, such as pupils or percents
     * @return one part per weight, in the same order
     */
    public static List<Money> byLargestRemainder(Money total, List<Long> weights) {
        BigInteger sum = weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
        if (total.fen() < 0 || sum.signum() <= 0 || weights.stream().anyMatch(weight -> weight < 0)) {
            throw new IllegalArgumentException("cannot divide " + total + " by " + weights);
        }
        List<BigInteger[]> shares = weights.stream()
                .map(weight -> BigInteger.valueOf(weight)
                        .multiply(BigInteger.valueOf(total.fen()))
                        .divideAndRemainder(sum))
                .toList();
        long given =
                shares.stream().mapToLong(share -> share[0].longValueExact()).sum();
        List<Integer> byRemainder = IntStream.range(0, shares.size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> shares.get(i)[1]).reversed())
                .limit(total.fen() - given)
                .toList();
        List<Money> parts = new ArrayList<>(shares.size());
        for (BigInteger[] share : shares) {
            parts.add(Money.ofFen(share[0].longValueExact()));
        }
        byRemainder.forEach(i -> parts.set(i, parts.get(i).plus(Money.ofFen(1))));
        return List.copyOf(parts);
    }
}
