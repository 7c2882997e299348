package org.ziyuan.storefront.appliance.parts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.core.env.Environment;
import org.ziyuan.storefront.appliance.start.DataFolder;

/**
 * The key that encrypts what lies encrypted in the database, where the operator gave none. With the embedded database it
 * is a random file beside it. With the operator's database it follows from that database's password, because another
 * node in another folder must come to the same key; production wants a key of its own.
 */
public final class KeyFile {

    public static final String PROPERTY = "ziyuan.secrets.key-encryption-key";
    private static final int BYTES = 32;

    private KeyFile() {}

    static Map<String, Object> besideEmbeddedDatabase(DataFolder folder) {
        Path file = folder.secrets().resolve("key-encryption-key");
        try {
            if (!Files.exists(file)) {
                write(file);
            }
            return Map.of(PROPERTY, Files.readString(file).strip());
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot keep " + file, refused);
        }
    }

    static Map<String, Object> fromPassword(Environment environment) {
        String password = environment.getProperty("spring.r2dbc.password", "");
        byte[] seed = ("ziyuan " + password).getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(seed, "HmacSHA256"));
            byte[] key = mac.doFinal(PROPERTY.getBytes(StandardCharsets.UTF_8));
            return Map.of(PROPERTY, Base64.getEncoder().encodeToString(key));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static void write(Path file) throws IOException {
        byte[] key = new byte[BYTES];
        new SecureRandom().nextBytes(key);
        Path draft = file.resolveSibling("key-encryption-key.new");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, Base64.getEncoder().encodeToString(key));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
