package org.ziyuan.marketplace.licensing.lti;

import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import io.r2dbc.spi.Readable;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.time.Duration;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.secret.ColumnEncryption;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * The RSA keys that sign id_tokens.
 *
 * <p>A new key is published twice the keys' max-age before its first use, and an old one stays published for an hour
 * after its last: a tool that honours the max-age never meets an unknown key. A kid is its key's thumbprint.
 */
@Component
class SigningKeys {

    private static final int BITS = 2048;
    private static final Duration TRUSTED = Duration.ofSeconds(30);

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final ColumnEncryption encryption;
    private final LtiSettings settings;
    private final Mono<RSAKey> current;

    SigningKeys(
            DatabaseClient database,
            MoneyTransactions transactions,
            ColumnEncryption encryption,
            LtiSettings settings) {
        this.database = database;
        this.transactions = transactions;
        this.encryption = encryption;
        this.settings = settings;
        this.current = Mono.defer(() -> find().switchIfEmpty(Mono.defer(this::createFirst)))
                .cache(key -> TRUSTED, error -> Duration.ZERO, () -> Duration.ZERO);
    }

    /** The key to sign with now, private half included; the first one is made when it is first asked for. */
    Mono<RSAKey> current() {
        return current;
    }

    /** The public halves of every key that may still, or will soon, have signed something. */
    Mono<JWKSet> published() {
        return current()
                .thenMany(database.sql("""
                        select public_jwk from (
                          select public_jwk, use_from,
                                 lead(use_from) over (partition by encrypted_with order by use_from) as superseded_at
                            from lti_signing_key) k
                         where superseded_at is null or superseded_at > now() - interval '1 hour'
                         order by use_from desc
                        """).mapValue(String.class).all())
                .map(SigningKeys::parsed)
                .cast(JWK.class)
                .collectList()
                .map(JWKSet::new);
    }

    /** Publishes a new key that takes over when every tool has had the time to see it; the answer is its kid. */
    Mono<String> rotate() {
        return generated()
                .flatMap(key -> store(key, settings.keyMaxAge().multipliedBy(2)).thenReturn(key.getKeyID()));
    }

    private Mono<RSAKey> find() {
        return database.sql("""
                        select kid, encrypted_private_jwk from lti_signing_key
                         where encrypted_with = :key and use_from <= now() order by use_from desc limit 1
                        """)
                .bind("key", encryption.keyName())
                .map(this::opened)
                .one();
    }

    /** Nodes that start together make one key: the second waits for the first and finds its key. */
    private Mono<RSAKey> createFirst() {
        Mono<RSAKey> once = database.sql("select pg_advisory_xact_lock(hashtext('lti-signing-key'))")
                .then()
                .then(Mono.defer(this::find))
                .switchIfEmpty(Mono.defer(() ->
                        generated().flatMap(key -> store(key, Duration.ZERO).thenReturn(key))));
        return transactions.execute(once);
    }

    private Mono<Void> store(RSAKey key, Duration untilUse) {
        String kid = key.getKeyID();
        return database.sql("""
                        insert into lti_signing_key (kid, public_jwk, encrypted_private_jwk, encrypted_with, use_from)
                        values (:kid, :public, :private, :with, now() + make_interval(secs => :seconds))
                        """)
                .bind("kid", kid)
                .bind("public", key.toPublicJWK().toJSONString())
                .bind("private", encryption.encrypt(key.toJSONString().getBytes(StandardCharsets.UTF_8), kid))
                .bind("with", encryption.keyName())
                .bind("seconds", (double) untilUse.toSeconds())
                .then();
    }

    private RSAKey opened(Readable row) {
        String kid = text(row, "kid");
        byte[] encrypted = read(row, "encrypted_private_jwk", byte[].class);
        return parsed(new String(encryption.decrypt(encrypted, kid), StandardCharsets.UTF_8));
    }

    /** A tenth of a second of arithmetic: not on a thread that serves requests. */
    private static Mono<RSAKey> generated() {
        return Mono.fromCallable(SigningKeys::generate).subscribeOn(Schedulers.boundedElastic());
    }

    private static RSAKey generate() throws JOSEException {
        return new RSAKeyGenerator(BITS)
                .keyUse(KeyUse.SIGNATURE)
                .algorithm(JWSAlgorithm.RS256)
                .keyIDFromThumbprint(true)
                .generate();
    }

    private static RSAKey parsed(String jwk) {
        try {
            return RSAKey.parse(jwk);
        } catch (ParseException broken) {
            throw new IllegalStateException("a signing key in the database is not a JWK", broken);
        }
    }
}
