package org.ziyuan.marketplace.factor;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.read;

import io.r2dbc.spi.Readable;
import java.security.SecureRandom;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.secret.ColumnEncryption;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;

/** The secrets that people's phones share with us: at most one in use and one that is being set up, encrypted in the column. */
@Component
class Authenticators {

    private static final int SECRET_BYTES = 20;

    private final DatabaseClient database;
    private final ColumnEncryption encryption;
    private final SecureRandom random = new SecureRandom();

    Authenticators(DatabaseClient database, ColumnEncryption encryption) {
        this.database = database;
        this.encryption = encryption;
    }

    /** The one whose codes are taken. */
    Mono<Authenticator> inUse(UUID person) {
        return database.sql("""
                        select id, sealed_secret from authenticator
                         where person_id = :person and confirmed_at is not null
                        """).bind("person", person).map(this::opened).one();
    }

    /** The one that is being set up: the same for an hour, so that a page that is loaded again shows it again. */
    Mono<Authenticator> begun(UUID person) {
        return database.sql("""
                        select id, sealed_secret from authenticator
                         where person_id = :person and confirmed_at is null and begun_at > now() - interval '1 hour'
                           and sealed_with = :key
                        """)
                .bind("person", person)
                .bind("key", encryption.keyName())
                .map(this::opened)
                .one();
    }

    /** Begins to set one up; what was begun before is forgotten. */
    Mono<Authenticator> begin(UUID person) {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        Authenticator begun = new Authenticator(Ids.next(), secret);
        return database.sql("""
                        insert into authenticator (id, person_id, sealed_secret, sealed_with)
                        values (:id, :person, :sealed, :key)
                        on conflict (person_id) where confirmed_at is null do update
                           set id = excluded.id, sealed_secret = excluded.sealed_secret, sealed_with = excluded.sealed_with,
                               begun_at = now()
                        """)
                .bind("id", begun.id())
                .bind("person", person)
                .bind("sealed", encryption.encrypt(secret, name(begun.id())))
                .bind("key", encryption.keyName())
                .then()
                .thenReturn(begun);
    }

    /** From now on this one is in use instead of the one before; false when it is not being set up any more. */
    Mono<Boolean> confirm(UUID person, Authenticator begun, long step) {
        return end(person)
                .then(Mono.defer(() -> database.sql("""
                                update authenticator set confirmed_at = now(), last_step = :step
                                 where id = :id and person_id = :person and confirmed_at is null
                                """)
                        .bind("step", step)
                        .bind("id", begun.id())
                        .bind("person", person)
                        .fetch()
                        .rowsUpdated()))
                .map(confirmed -> confirmed > 0);
    }

    /** A code is good once: true when no code of this step or a later one was taken before. */
    Mono<Boolean> take(Authenticator authenticator, long step) {
        return database.sql("update authenticator set last_step = :step where id = :id and last_step < :step")
                .bind("id", authenticator.id())
                .bind("step", step)
                .fetch()
                .rowsUpdated()
                .map(taken -> taken > 0);
    }

    Mono<Void> end(UUID person) {
        return database.sql("delete from authenticator where person_id = :person and confirmed_at is not null")
                .bind("person", person)
                .then();
    }

    private Authenticator opened(Readable row) {
        UUID id = id(row, "id");
        return new Authenticator(id, encryption.decrypt(read(row, "sealed_secret", byte[].class), name(id)));
    }

    private static String name(UUID id) {
        return "authenticator " + id;
    }

    record Authenticator(UUID id, byte[] secret) {}
}
