package org.ziyuan.marketplace.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Digests with a key what lies encrypted in a column, so that it is found without being opened. The key of the digests follows
 * from the one that encrypts; nobody who has the database alone can compute either.
 */
@Component
public class BlindIndex {

    private static final String HMAC = "HmacSHA256";

    private final ColumnEncryption encryption;
    private @Nullable Mac prototype;

    BlindIndex(ColumnEncryption encryption) {
        this.encryption = encryption;
    }

    /**
     * The first 128 bits of the keyed digest. Refuses with {@code key-encryption-key-missing}.
     *
     * @param purpose what is looked up by it; equal texts of two purposes have nothing in common
     */
    public UUID of(String purpose, String text) {
        try {
            ByteBuffer digest =
                    ByteBuffer.wrap(keyed().doFinal((purpose + '\u001f' + text).getBytes(StandardCharsets.UTF_8)));
            return new UUID(digest.getLong(), digest.getLong());
        } catch (GeneralSecurityException refused) {
            throw new IllegalStateException("cannot look up " + purpose, refused);
        }
    }

    private Mac keyed() throws GeneralSecurityException {
        Mac ready = prototype;
        if (ready == null) {
            ready = Mac.getInstance(HMAC);
            ready.init(encryption.key());
            byte[] own = ready.doFinal("blind-index".getBytes(StandardCharsets.UTF_8));
            ready.init(new SecretKeySpec(own, HMAC));
            prototype = ready;
        }
        try {
            return (Mac) ready.clone();
        } catch (CloneNotSupportedException never) {
            throw new IllegalStateException(never);
        }
    }
}
