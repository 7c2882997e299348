package org.ziyuan.marketplace.licensing.lti;

import java.security.SecureRandom;
import java.util.Base64;
import org.ziyuan.marketplace.digest.Sha256;

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
        return Sha256.of(hint);
    }
}
