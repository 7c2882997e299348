package org.ziyuan.marketplace.secret;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.refusal.Refusal;

/** Encrypts what lies in a column by AES-256-GCM with a key from outside the database; the name of what is encrypted is bound into it. */
@Component
public class ColumnEncryption {

    private static final int KEY_BYTES = 32;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecretSettings settings;
    private @Nullable SecretKey known;
    private final SecureRandom random = new SecureRandom();
    /** To ask for one costs more than to seal a name with it; each use begins it anew with a nonce of its own. */
    private final ThreadLocal<Cipher> ciphers = ThreadLocal.withInitial(ColumnEncryption::cipher);

    public ColumnEncryption(SecretSettings settings) {
        this.settings = settings;
    }

    /** Names the key without telling it, so that a row says which key opens it. */
    public String keyName() {
        return "aes-256-gcm:" + HexFormat.of().formatHex(Sha256.of(key().getEncoded()), 0, 8);
    }

    /**
     * Encrypts for a column. Refuses with {@code key-encryption-key-missing}.
     *
     * @param name what the secret belongs to; it opens under no other name
     */
    public byte[] encrypt(byte[] plain, String name) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] sealed = run(Cipher.ENCRYPT_MODE, nonce, plain, name);
        return ByteBuffer.allocate(nonce.length + sealed.length)
                .put(nonce)
                .put(sealed)
                .array();
    }

    /** What was encrypted under this name. Refuses with {@code key-encryption-key-missing}. */
    public byte[] decrypt(byte[] encrypted, String name) {
        ByteBuffer buffer = ByteBuffer.wrap(encrypted);
        byte[] nonce = new byte[NONCE_BYTES];
        buffer.get(nonce);
        byte[] sealed = new byte[buffer.remaining()];
        buffer.get(sealed);
        return run(Cipher.DECRYPT_MODE, nonce, sealed, name);
    }

    private byte[] run(int mode, byte[] nonce, byte[] input, String name) {
        try {
            Cipher cipher = ciphers.get();
            cipher.init(mode, key(), new GCMParameterSpec(TAG_BITS, nonce));
            cipher.updateAAD(name.getBytes(StandardCharsets.UTF_8));
            return cipher.doFinal(input);
        } catch (GeneralSecurityException refused) {
            throw new IllegalStateException("cannot open or seal the secret of " + name, refused);
        }
    }

    private static Cipher cipher() {
        try {
            return Cipher.getInstance("AES/GCM/NoPadding");
        } catch (GeneralSecurityException never) {
            throw new IllegalStateException("every Java has AES in this mode", never);
        }
    }

    SecretKey key() {
        SecretKey ready = known;
        if (ready == null) {
            ready = read();
            known = ready;
        }
        return ready;
    }

    private SecretKey read() {
        if (settings.keyEncryptionKey() == null) {
            throw Refusal.of(Refusal.Kind.UNAVAILABLE, "key-encryption-key-missing");
        }
        byte[] key = Base64.getDecoder().decode(settings.keyEncryptionKey().trim());
        if (key.length != KEY_BYTES) {
            throw new IllegalStateException("ziyuan.secrets.key-encryption-key must be 32 bytes in Base64");
        }
        return new SecretKeySpec(key, "AES");
    }
}
