package org.ziyuan.marketplace.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.ziyuan.marketplace.refusal.Refusal;

class LargestRemainderTests {

    @Property
    void thePartsAddUpToTheAmount(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000_000L) long fen,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 10_000) Integer> weights) {
        Assume.that(weights.stream().anyMatch(weight -> weight > 0));

        List<Money> parts = LargestRemainder.split(Money.ofFen(fen), weights);

        assertThat(parts).hasSameSizeAs(weights);
        assertThat(parts.stream().mapToLong(Money::fen).sum()).isEqualTo(fen);
    }

    @Property
    void noPartIsAFenAwayFromItsExactShare(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000_000L) long fen,
            @ForAll @Size(min = 1, max = 12) List<@IntRange(min = 0, max = 10_000) Integer> weights) {
        Assume.that(weights.stream().anyMatch(weight -> weight > 0));
        BigInteger total = BigInteger.valueOf(
                weights.stream().mapToLong(Integer::longValue).sum());

        List<Money> parts = LargestRemainder.split(Money.ofFen(fen), weights);

        for (int place = 0; place < parts.size(); place++) {
            BigInteger exact = BigInteger.valueOf(fen).multiply(BigInteger.valueOf(weights.get(place)));
            BigInteger given = BigInteger.valueOf(parts.get(place).fen()).multiply(total);
            assertThat(given.subtract(exact).abs()).isLessThan(total);
        }
    }

    @Example
    void theFenThatAreLeftGoToTheLargestRemaindersAndTheEarlierAmongEquals() {
        assertThat(LargestRemainder.split(Money.ofFen(100), List.of(1, 1, 1)))
                .containsExactly(Money.ofFen(34), Money.ofFen(33), Money.ofFen(33));
        assertThat(LargestRemainder.split(Money.ofFen(10), List.of(5000, 2000, 3000)))
                .containsExactly(Money.ofFen(5), Money.ofFen(2), Money.ofFen(3));
        assertThat(LargestRemainder.split(Money.ofFen(1), List.of(1, 9)))
                .containsExactly(Money.ofFen(0), Money.ofFen(1));
    }

    @Example
    void refusesSharesThatAreNone() {
        for (List<Integer> none : List.of(List.<Integer>of(), List.of(0, 0), List.of(2, -1))) {
            assertThatThrownBy(() -> LargestRemainder.split(Money.ofFen(5), none))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo("shares-malformed"));
        }
    }
}
