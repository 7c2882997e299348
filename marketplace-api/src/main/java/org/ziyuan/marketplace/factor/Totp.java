package org.ziyuan.marketplace.factor;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Codes of six digits that follow from a secret and the time, a new one every thirty seconds (RFC 6238, SHA-1). */
final class Totp {

    static final int DIGITS = 6;
    private static final int STEP_SECONDS = 30;
    private static final int STEPS_ASIDE = 1;
    private static final int MODULUS = 1_000_000;

    private Totp() {}

    /** The code of a step, which is a number of thirty seconds since 1970. */
    static String code(byte[] secret, long step) {
        try {
            Mac mac = Mac.getInstance("HmacSHA1");
            mac.init(new SecretKeySpec(secret, "HmacSHA1"));
            byte[] digest =
                    mac.doFinal(ByteBuffer.allocate(Long.BYTES).putLong(step).array());
            int offset = digest[digest.length - 1] & 0x0f;
            int number = ByteBuffer.wrap(digest).getInt(offset) & 0x7fffffff;
            return String.format("%0" + DIGITS + "d", number % MODULUS);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The step of this moment. */
    static long stepAt(Instant now) {
        return Math.floorDiv(now.getEpochSecond(), (long) STEP_SECONDS);
    }

    /** The latest step around now that has this code; clocks of phones may be half a minute off. */
    static OptionalLong stepOf(byte[] secret, String code, Instant now) {
        long step = stepAt(now);
        return LongStream.rangeClosed(step - STEPS_ASIDE, step + STEPS_ASIDE)
                .filter(one -> same(code(secret, one), code))
                .max();
    }

    private static boolean same(String expected, String typed) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.US_ASCII), typed.getBytes(StandardCharsets.UTF_8));
    }
}
