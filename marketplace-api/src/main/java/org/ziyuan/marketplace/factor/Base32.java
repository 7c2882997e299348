package org.ziyuan.marketplace.factor;

import java.math.BigInteger;

/** Bytes as letters that people can type and read aloud (RFC 4648). */
final class Base32 {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private static final int BITS = 5;

    private Base32() {}

    /** Of a multiple of five bytes, so that no letter is only partly used. */
    static String of(byte[] bytes) {
        BigInteger number = new BigInteger(1, bytes);
        int length = bytes.length * Byte.SIZE / BITS;
        StringBuilder letters = new StringBuilder(length);
        for (int place = length - 1; place >= 0; place--) {
            letters.append(LETTERS.charAt(number.shiftRight(place * BITS).intValue() & LETTERS.length() - 1));
        }
        return letters.toString();
    }
}
