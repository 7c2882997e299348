package org.ziyuan.marketplace.factor;

import java.security.SecureRandom;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.digest.Sha256;
import reactor.core.publisher.Mono;

/**
 * Codes on paper for the day on which the phone is lost. Each is good once; of its 80 random bits the database knows the
 * digest only, and nobody sees them a second time.
 */
@Component
class RecoveryCodes {

    private static final int EACH = 10;
    private static final int BYTES = 10;

    private final DatabaseClient database;
    private final SecureRandom random = new SecureRandom();

    RecoveryCodes(DatabaseClient database) {
        this.database = database;
    }

    /** Ten new codes for a person, in groups of four letters; those he had before are good no more. */
    Mono<List<String>> renew(UUID person) {
        List<String> codes = Stream.generate(this::fresh).limit(EACH).toList();
        String[] digests = codes.stream().map(RecoveryCodes::digest).toArray(String[]::new);
        return end(person)
                .then(Mono.defer(() -> database.sql("""
                                insert into recovery_code (person_id, code_hash) select :person, decode(unnest(:digests), 'hex')
                                """)
                        .bind("person", person)
                        .bind("digests", digests)
                        .then()))
                .thenReturn(codes.stream().map(RecoveryCodes::grouped).toList());
    }

    /** Uses a code up; false when the person has no such code, or has used it. */
    Mono<Boolean> use(UUID person, String code) {
        return database.sql("""
                        update recovery_code set used_at = now()
                         where person_id = :person and code_hash = decode(:digest, 'hex') and used_at is null
                        """)
                .bind("person", person)
                .bind("digest", digest(code))
                .fetch()
                .rowsUpdated()
                .map(used -> used > 0);
    }

    Mono<Void> end(UUID person) {
        return database.sql("delete from recovery_code where person_id = :person")
                .bind("person", person)
                .then();
    }

    private String fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base32.of(bytes);
    }

    private static String grouped(String code) {
        return code.replaceAll("(.{4})(?=.)", "$1-");
    }

    private static String digest(String code) {
        return Sha256.hex("recovery:" + code);
    }
}
