package org.ziyuan.marketplace.factor.passkey;

import static org.ziyuan.marketplace.row.Columns.read;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.row.Rows;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import tools.jackson.databind.json.JsonMapper;

/** The passkeys of people, ten at most each. Only their public halves are here: a stolen table opens nothing. */
@Component
public class Passkeys {

    private static final int MOST = 10;
    private static final int LONGEST = 16_000;
    private static final int TIMEOUT_MILLIS = 120_000;

    /** ES256 and RS256, which all authenticators of today can do one of. */
    private static final List<PublicKeyCredentialParameters> ALGORITHMS = List.of(
            new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.ES256),
            new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, COSEAlgorithmIdentifier.RS256));

    private final DatabaseClient database;
    private final JsonMapper json;
    private final ObjectConverter objects = new ObjectConverter();
    private final WebAuthnManager manager = WebAuthnManager.createNonStrictWebAuthnManager(objects);
    private final AttestedCredentialDataConverter credentials = new AttestedCredentialDataConverter(objects);

    Passkeys(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * A passkey as its person sees it.
     *
     * @param label what he called it
     */
    public record Passkey(UUID id, String label, Instant madeAt, Instant lastUsedAt) {}

    public Flux<Passkey> of(UUID person) {
        return database.sql("""
                        select id, label, made_at, last_used_at from passkey where person_id = :person order by made_at
                        """)
                .bind("person", person)
                .map(Rows.as(Passkey.class))
                .all();
    }

    /** What the browser is asked to make, as JSON; the answer goes to {@link #add}. */
    public Mono<String> creation(ServerWebExchange exchange, UUID person, String name) {
        return known(person).zipWith(exchange.getSession()).map(both -> {
            Ceremony ceremony = Ceremony.begin(exchange, both.getT2());
            Map<String, Object> options = new LinkedHashMap<>();
            options.put("challenge", ceremony.challenge());
            options.put("rp", Map.of("id", ceremony.domain(), "name", "资源超市"));
            options.put("user", Map.of("id", encoded(bytes(person)), "name", name, "displayName", name));
            options.put(
                    "pubKeyCredParams",
                    List.of(Map.of("type", "public-key", "alg", -7), Map.of("type", "public-key", "alg", -257)));
            options.put("excludeCredentials", both.getT1());
            options.put(
                    "authenticatorSelection", Map.of("residentKey", "discouraged", "userVerification", "preferred"));
            options.put("attestation", "none");
            options.put("timeout", TIMEOUT_MILLIS);
            return json.writeValueAsString(options);
        });
    }

    /** What the browser is asked to prove, as JSON; the answer goes to {@link #prove}. Empty where there is no passkey. */
    public Mono<String> request(ServerWebExchange exchange, UUID person) {
        return known(person)
                .filter(known -> !known.isEmpty())
                .zipWith(exchange.getSession())
                .map(both -> {
                    Ceremony ceremony = Ceremony.begin(exchange, both.getT2());
                    return json.writeValueAsString(Map.of(
                            "challenge", ceremony.challenge(),
                            "rpId", ceremony.domain(),
                            "allowCredentials", both.getT1(),
                            "userVerification", "preferred",
                            "timeout", TIMEOUT_MILLIS));
                });
    }

    /**
     * Keeps what the browser has made. Refuses with {@code passkey-refused}, or {@code passkeys-enough} when there are ten.
     *
     * @param answer the browser's answer as JSON
     */
    public Mono<Void> add(ServerWebExchange exchange, UUID person, String label, String answer) {
        return exchange.getSession()
                .map(session -> Ceremony.end(exchange, session))
                .flatMap(ceremony -> checked(answer, () -> registered(ceremony, answer)))
                .flatMap(data -> insert(person, label, data));
    }

    /** Proves a person by what the browser answers. Refuses with {@code passkey-refused}. */
    public Mono<Void> prove(ServerWebExchange exchange, UUID person, String answer) {
        return exchange.getSession()
                .map(session -> Ceremony.end(exchange, session))
                .flatMap(ceremony -> checked(answer, () -> manager.parseAuthenticationResponseJSON(answer))
                        .flatMap(data -> kept(person, data)
                                .flatMap(record -> checked(answer, () -> proved(ceremony, data, record)))))
                .flatMap(data -> count(person, data));
    }

    public Mono<Void> endAll(UUID person) {
        return database.sql("delete from passkey where person_id = :person")
                .bind("person", person)
                .then();
    }

    public Mono<Void> end(UUID person, UUID id) {
        return database.sql("delete from passkey where id = :id and person_id = :person")
                .bind("id", id)
                .bind("person", person)
                .then();
    }

    private RegistrationData registered(Ceremony ceremony, String answer) {
        return manager.verifyRegistrationResponseJSON(
                answer, new RegistrationParameters(ceremony.server(), ALGORITHMS, false, true));
    }

    private AuthenticationData proved(Ceremony ceremony, AuthenticationData data, CredentialRecordImpl record) {
        return manager.verify(data, new AuthenticationParameters(ceremony.server(), record, null, false, true));
    }

    private Mono<Void> insert(UUID person, String label, RegistrationData data) {
        var authenticator = Objects.requireNonNull(
                Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData());
        var credential = Objects.requireNonNull(authenticator.getAttestedCredentialData());
        return database.sql("""
                        insert into passkey (id, person_id, credential_id, credential, sign_count, label)
                        select :id, :person, :credentialId, :credential, :count, :label
                         where (select count(*) from passkey where person_id = :person) < %d
                        on conflict (credential_id) do nothing
                        """.formatted(MOST))
                .bind("id", Ids.next())
                .bind("person", person)
                .bind("credentialId", credential.getCredentialId())
                .bind("credential", credentials.convert(credential))
                .bind("count", authenticator.getSignCount())
                .bind("label", label)
                .fetch()
                .rowsUpdated()
                .flatMap(added -> added > 0 ? Mono.empty() : Mono.error(Refusal.conflict("passkeys-enough")));
    }

    private Mono<CredentialRecordImpl> kept(UUID person, AuthenticationData data) {
        return database.sql("""
                        select credential, sign_count from passkey where person_id = :person and credential_id = :credential
                        """)
                .bind("person", person)
                .bind("credential", data.getCredentialId())
                .map(row -> new CredentialRecordImpl(
                        new NoneAttestationStatement(),
                        null,
                        null,
                        null,
                        read(row, "sign_count", Long.class),
                        credentials.convert(read(row, "credential", byte[].class)),
                        null,
                        null,
                        null,
                        null))
                .one()
                .switchIfEmpty(Mono.error(Ceremony::refused));
    }

    /** A counter that does not grow tells of a key that was copied; those that do not count stay at nought. */
    private Mono<Void> count(UUID person, AuthenticationData data) {
        long count = Objects.requireNonNull(data.getAuthenticatorData()).getSignCount();
        return database.sql("""
                        update passkey set sign_count = :count, last_used_at = now()
                         where person_id = :person and credential_id = :credential
                           and (sign_count < :count or sign_count = 0 and :count = 0)
                        """)
                .bind("count", count)
                .bind("person", person)
                .bind("credential", data.getCredentialId())
                .fetch()
                .rowsUpdated()
                .flatMap(counted -> counted > 0 ? Mono.empty() : Mono.error(Ceremony.refused()));
    }

    private Mono<List<Map<String, String>>> known(UUID person) {
        return database.sql("select credential_id from passkey where person_id = :person")
                .bind("person", person)
                .map(row -> Map.of("type", "public-key", "id", encoded(read(row, "credential_id", byte[].class))))
                .all()
                .collectList();
    }

    /**
     * Turns everything a browser sends out of order into one refusal. The library itself answers broken JSON by its reader's failures, and a missing part by a null pointer. A millisecond of arithmetic, off the event loop.
     */
    private static <T> Mono<T> checked(String answer, Supplier<T> check) {
        return answer.length() > LONGEST
                ? Mono.error(Ceremony.refused())
                : Mono.fromSupplier(check)
                        .subscribeOn(Schedulers.boundedElastic())
                        .onErrorMap(RuntimeException.class, failure -> Ceremony.refused());
    }

    private static byte[] bytes(UUID person) {
        return ByteBuffer.allocate(16)
                .putLong(person.getMostSignificantBits())
                .putLong(person.getLeastSignificantBits())
                .array();
    }

    private static String encoded(byte[] bytes) {
        return new String(Base64.getUrlEncoder().withoutPadding().encode(bytes), StandardCharsets.US_ASCII);
    }
}
