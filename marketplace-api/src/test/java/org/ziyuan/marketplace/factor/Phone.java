package org.ziyuan.marketplace.factor;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;

/** The phone of somebody in a test: it has been told a secret in letters and shows codes. */
public final class Phone {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int SECRET_BYTES = 20;

    private final byte[] secret;

    /** @param letters as they stand under the picture */
    public Phone(String letters) {
        BigInteger number = letters.chars()
                .mapToObj(letter -> BigInteger.valueOf(LETTERS.indexOf(letter)))
                .reduce(BigInteger.ZERO, (all, one) -> all.shiftLeft(5).or(one));
        byte[] bytes = number.toByteArray();
        this.secret = new byte[SECRET_BYTES];
        int length = Math.min(bytes.length, SECRET_BYTES);
        System.arraycopy(bytes, bytes.length - length, secret, SECRET_BYTES - length, length);
    }

    /** What it shows now. */
    public String code() {
        return code(0);
    }

    /** What it shows so many times thirty seconds later. */
    public String code(int later) {
        return Totp.code(secret, Totp.stepAt(Instant.now()) + later);
    }

    @Override
    public String toString() {
        return Arrays.toString(secret);
    }
}
