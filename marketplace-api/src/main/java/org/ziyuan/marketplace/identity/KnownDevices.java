package org.ziyuan.marketplace.identity;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.digest.Sha256;
import org.ziyuan.marketplace.transaction.WrittenLast;
import reactor.core.publisher.Mono;

/**
 * Devices on which a person has signed in before. Whoever guesses passwords from elsewhere cannot lock their owner out of
 * them. Knowing a device proves nothing by itself: the password is still asked.
 */
@Component
public class KnownDevices {

    private static final int TOKEN_BYTES = 32;
    private static final int MOST_PER_PERSON = 10;
    private static final String TOKEN = "[A-Za-z0-9_-]{43}";

    private static final String TRIMMED = """
            delete from known_device where person_id = :person and token_hash <> :token
               and token_hash not in (
                 select token_hash from known_device where person_id = :person and token_hash <> :token
                  order by last_used_at desc limit :others)
            """;

    private static final WrittenLast.Insert HELD = new WrittenLast.Insert(
            "insert into known_device (token_hash, person_id)",
            "(:token, :person)",
            "on conflict (person_id, token_hash) do update set last_used_at = now()");

    private final DatabaseClient database;
    private final SecureRandom random = new SecureRandom();

    KnownDevices(DatabaseClient database) {
        this.database = database;
    }

    /** Whether somebody with this login has signed in on the device that holds the token. */
    Mono<Boolean> knows(String login, @Nullable String token) {
        byte[] hash = hash(token);
        if (hash == null) {
            return Mono.just(false);
        }
        return database.sql("""
                        select true from known_device d join person p on p.id = d.person_id
                         where p.login = :login and d.token_hash = :token
                        """)
                .bind("login", login)
                .bind("token", hash)
                .map(row -> true)
                .one()
                .defaultIfEmpty(false);
    }

    /**
     * Remembers that the person has signed in on a device; of more than ten the one used longest ago is forgotten.
     *
     * @param token what the device holds already, if anything; one device may serve several people
     * @return what the device is to hold from now on
     */
    public Mono<String> remember(UUID person, @Nullable String token) {
        String held = token != null && token.matches(TOKEN) ? token : fresh();
        byte[] hash = Sha256.of(held);
        return WrittenLast.change(
                        database, TRIMMED, Map.of("token", hash, "person", person, "others", MOST_PER_PERSON - 1))
                .then(Mono.defer(() -> WrittenLast.row(database, HELD, Map.of("token", hash, "person", person))))
                .thenReturn(held);
    }

    /** What the database knows of a device; null for what no device of ours holds. */
    static byte @Nullable [] hash(@Nullable String token) {
        return token != null && token.matches(TOKEN) ? Sha256.of(token) : null;
    }

    private String fresh() {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
