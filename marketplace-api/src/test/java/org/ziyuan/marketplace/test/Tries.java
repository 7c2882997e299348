package org.ziyuan.marketplace.test;

/** How often a test of chance tries: less at every {@code mvn verify}, more with {@code -Plong}. */
public final class Tries {

    private static final boolean LONG = Boolean.getBoolean("ziyuan.test.long");

    private Tries() {}

    /**
     * A fault that shows itself once in {@code n} tries is missed by {@code 5 n} of them in 7 runs of 1,000: choose
     * {@code daily} as five times the rarest fault that every run should find.
     */
    public static int of(int daily, int many) {
        return LONG ? many : daily;
    }
}
