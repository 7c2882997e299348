package org.ziyuan.marketplace.roster;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.roster.written.RosterRow;
import org.ziyuan.marketplace.secret.BlindIndex;
import org.ziyuan.marketplace.secret.ColumnEncryption;

/** Seals names and numbers of people for their column, and makes the digests by which they are found. */
@Component
class SealedPeople {

    private static final String BETWEEN = "\u001f";

    private final ColumnEncryption encryption;
    private final BlindIndex blind;

    SealedPeople(ColumnEncryption encryption, BlindIndex blind) {
        this.encryption = encryption;
        this.blind = blind;
    }

    String keyName() {
        return encryption.keyName();
    }

    byte[] seal(UUID entry, RosterRow row) {
        String plain = String.join(BETWEEN, row.name(), row.number(), row.idNumber(), row.childNumber());
        return encryption.encrypt(plain.getBytes(StandardCharsets.UTF_8), name(entry));
    }

    Names open(UUID entry, byte[] sealed) {
        String[] parts = new String(encryption.decrypt(sealed, name(entry)), StandardCharsets.UTF_8).split(BETWEEN, -1);
        return new Names(parts[0], parts[1], parts[2], parts[3]);
    }

    /** Equal in every school, so that somebody who moves is recognized; parents have no number that would be. */
    UUID person(UUID school, RosterRow row) {
        return row.number().isEmpty()
                ? blind.of("parent of " + school, row.person())
                : number(row.kind(), row.number());
    }

    UUID number(RosterKind kind, String number) {
        return blind.of("number of " + kind, number);
    }

    /** The digest differs from school to school, so that names cannot be counted across schools. */
    UUID name(UUID school, String name) {
        return blind.of("name in " + school, name);
    }

    private static String name(UUID entry) {
        return "roster_entry " + entry;
    }

    /** What lies sealed in a row. */
    record Names(String name, String number, String idNumber, String childNumber) {}
}
