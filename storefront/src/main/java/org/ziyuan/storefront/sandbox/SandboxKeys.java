package org.ziyuan.storefront.sandbox;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Properties;

/**
 * The keys of shop and provider, made at the first start and readable by the owner alone. It holds the port too, so
 * that a payer's page that was opened before a restart can still be used after it.
 */
record SandboxKeys(Path file, Properties values) {

    static final String SHOP_PRIVATE = "alipay.shop.private";
    static final String SHOP_PUBLIC = "alipay.shop.public";
    static final String ALIPAY_PRIVATE = "alipay.private";
    static final String ALIPAY_PUBLIC = "alipay.public";
    static final String STRIPE_KEY = "stripe.key";
    static final String STRIPE_SECRET = "stripe.webhook-secret";
    private static final String PORT = "port";

    static SandboxKeys in(Path secrets) {
        Path file = secrets.resolve("payment-sandbox.properties");
        SandboxKeys keys = new SandboxKeys(file, new Properties());
        if (Files.exists(file)) {
            keys.read();
        } else {
            keys.make();
            keys.write();
        }
        return keys;
    }

    String get(String name) {
        String value = values.getProperty(name);
        if (value == null) {
            throw new IllegalStateException(file + " lacks " + name + "; delete it, a new one is made");
        }
        return value;
    }

    /** The port of the last run, 0 when there was none. */
    int port() {
        return Integer.parseInt(values.getProperty(PORT, "0"));
    }

    void keepPort(int port) {
        if (port != port()) {
            values.setProperty(PORT, String.valueOf(port));
            write();
        }
    }

    private void make() {
        KeyPair shop = Rsa2.keys();
        KeyPair alipay = Rsa2.keys();
        values.setProperty(SHOP_PRIVATE, text(shop.getPrivate().getEncoded()));
        values.setProperty(SHOP_PUBLIC, text(shop.getPublic().getEncoded()));
        values.setProperty(ALIPAY_PRIVATE, text(alipay.getPrivate().getEncoded()));
        values.setProperty(ALIPAY_PUBLIC, text(alipay.getPublic().getEncoded()));
        values.setProperty(STRIPE_KEY, "sk_test_" + random());
        values.setProperty(STRIPE_SECRET, "whsec_" + random());
    }

    private void read() {
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }

    private void write() {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.deleteIfExists(draft);
            Path empty = Files.createFile(
                    draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Writer writer = Files.newBufferedWriter(empty)) {
                values.store(writer, "payment sandbox of the demonstration; made at the first start");
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + file, refused);
        }
    }

    private static String text(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
