package org.ziyuan.marketplace.licensing.lti;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;

/** Words that say nothing and cannot be guessed; the database keeps only their hashes. */
final class Hints {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private Hints() {}

    static String next() {
        byte[] bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] hash(String hint) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(hint.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
