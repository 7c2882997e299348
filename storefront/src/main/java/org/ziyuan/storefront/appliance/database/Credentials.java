package org.ziyuan.storefront.appliance.database;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Properties;
import org.ziyuan.storefront.appliance.start.DataFolder;

/** The random passwords of the embedded database, written once into a file that only its owner reads. */
record Credentials(Properties passwords) {

    static final String SUPERUSER = "ziyuan_superuser";
    static final String OWNER = "market_owner";
    static final String APP = "market_app";
    static final String ENGINE = "market_engine";
    static final String AUDIT = "market_audit";
    static final List<String> ROLES = List.of(OWNER, APP, ENGINE, AUDIT);

    static Credentials in(DataFolder folder) {
        Path file = folder.secrets().resolve("database.properties");
        return Files.exists(file) ? read(file) : write(file);
    }

    String password(String role) {
        String password = passwords.getProperty(role);
        if (password == null) {
            throw new IllegalStateException("no password is kept for role " + role);
        }
        return password;
    }

    private static Credentials read(Path file) {
        Properties passwords = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            passwords.load(reader);
            return new Credentials(passwords);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + file, unreadable);
        }
    }

    private static Credentials write(Path file) {
        Properties passwords = new Properties();
        passwords.setProperty(SUPERUSER, random());
        ROLES.forEach(role -> passwords.setProperty(role, random()));
        Path draft = file.resolveSibling("database.properties.new");
        try {
            Files.deleteIfExists(draft);
            Path empty = Files.createFile(
                    draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (Writer writer = Files.newBufferedWriter(empty)) {
                passwords.store(writer, "embedded PostgreSQL; made at the first start");
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException refused) {
            throw new UncheckedIOException("cannot write " + file, refused);
        }
        return new Credentials(passwords);
    }

    private static String random() {
        byte[] bytes = new byte[24];
        new SecureRandom().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
