package org.ziyuan.storefront.demo;

import java.util.List;
import java.util.SplittableRandom;

/** Chance that falls the same way every time: drawn from a fixed seed and the name of what it decides. */
final class Chance {

    private static final long SEED = 20260901L;

    private final SplittableRandom random;

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    static Chance of(String name) {
        return new Chance(new SplittableRandom(SEED * 31 + name.hashCode()));
    }

    /** A whole number from low to high, both included. */
    int between(int low, int high) {
        return random.nextInt(low, high + 1);
    }

    <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    boolean in(int hundred) {
        return random.nextInt(100) < hundred;
    }
}
