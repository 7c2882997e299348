package org.ziyuan.marketplace.mail;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Columns;
import org.ziyuan.marketplace.secret.BlindIndex;
import org.ziyuan.marketplace.secret.ColumnEncryption;
import org.ziyuan.marketplace.text.TextField;
import reactor.core.publisher.Mono;

/** The addresses of people, sealed: read only to send something there, or to show their owner a part. */
@Component
public class MailAddresses {

    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@"
            + "[A-Za-z0-9](?:[A-Za-z0-9-]{0,62}\\.)+[A-Za-z0-9-]{0,62}[A-Za-z0-9]");
    private static final int LONGEST = 254;

    private final DatabaseClient database;
    private final ColumnEncryption encryption;
    private final BlindIndex blind;

    MailAddresses(DatabaseClient database, ColumnEncryption encryption, BlindIndex blind) {
        this.database = database;
        this.encryption = encryption;
        this.blind = blind;
    }

    /** An address in the clear, for as long as it is used. */
    record Address(String address, UUID digest, boolean isVerified) {}

    /** An address as it is typed, in plain width. @throws Refusal {@code mail-address-malformed} */
    public static String read(String typed) {
        String address = TextField.plain(typed);
        if (address.length() > LONGEST || !ADDRESS.matcher(address).matches()) {
            throw Refusal.invalid("mail-address-malformed").with("field", "mail");
        }
        return address;
    }

    /**
     * Enters an address that is still to be proved, in place of the one before, within the caller's transaction. Refuses with
     * {@code key-encryption-key-missing}.
     *
     * @param address as {@link #read} answers it
     */
    public Mono<Void> enter(UUID person, String address) {
        return database.sql("""
                        insert into mail_address (person_id, sealed, digest) values (:person, :sealed, :digest)
                        on conflict (person_id) do update
                           set sealed = excluded.sealed, digest = excluded.digest, verified_at = null, code_hash = null,
                               code_until = null, refused_at = null
                        """)
                .bind("person", person)
                .bind("sealed", encryption.encrypt(address.getBytes(StandardCharsets.UTF_8), name(person)))
                .bind("digest", blind.of("mail", address))
                .then();
    }

    /** Somebody has used a code that was sent to the address that the person has now: it is his. */
    public Mono<Void> proven(UUID person, byte[] codeHash) {
        return database.sql("""
                        update mail_address a set verified_at = now(), code_hash = null, code_until = null
                         where a.person_id = :person and a.verified_at is null and exists (
                           select from letter l where l.person_id = a.person_id and l.proof = :proof and l.address = a.digest)
                        """).bind("person", person).bind("proof", codeHash).then();
    }

    /** Enters an address for somebody who has none; true when he had none. Refuses as {@link #enter}. */
    public Mono<Boolean> enterFirst(UUID person, String address) {
        return database.sql("select person_id from mail_address where person_id = :person")
                .bind("person", person)
                .mapValue(UUID.class)
                .one()
                .map(has -> false)
                .switchIfEmpty(Mono.defer(() -> enter(person, address).thenReturn(true)));
    }

    /** Whether it is known that who reads mail at the person's address is the person. */
    public Mono<Boolean> isProved(UUID person) {
        return of(person).map(Address::isVerified).defaultIfEmpty(false);
    }

    /** Where somebody gets mail; empty where he has no address or it was refused. */
    Mono<Address> of(UUID person) {
        return database.sql("""
                        select sealed, digest, verified_at is not null as verified from mail_address
                         where person_id = :person and refused_at is null
                        """)
                .bind("person", person)
                .map(row -> new Address(
                        open(person, Columns.read(row, "sealed", byte[].class)),
                        Columns.id(row, "digest"),
                        Columns.read(row, "verified", Boolean.class)))
                .one();
    }

    Mono<Void> refused(UUID person) {
        return database.sql("update mail_address set refused_at = now() where person_id = :person")
                .bind("person", person)
                .then();
    }

    String open(UUID person, byte[] sealed) {
        return new String(encryption.decrypt(sealed, name(person)), StandardCharsets.UTF_8);
    }

    private static String name(UUID person) {
        return "mail_address " + person;
    }
}
