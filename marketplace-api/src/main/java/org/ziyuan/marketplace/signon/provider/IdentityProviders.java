package org.ziyuan.marketplace.signon.provider;

import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.secret.ColumnEncryption;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** All identity providers: twenty at most, by their codes. */
@Component
public class IdentityProviders {

    static final int MOST = 20;

    private static final String ALL = """
            select id, version, code, name, protocol, issuer, client_id, enabled, makes_people, name_claim,
                   organization_claim, role_claim, roles, trusted_by
              from identity_provider
            """;

    private final DatabaseClient database;
    private final ColumnEncryption encryption;

    IdentityProviders(DatabaseClient database, ColumnEncryption encryption) {
        this.database = database;
        this.encryption = encryption;
    }

    public Flux<IdentityProvider> all() {
        return database.sql(ALL + " order by code limit " + MOST)
                .map(IdentityProvider::of)
                .all();
    }

    /** Those that the page for signing in offers. */
    public Flux<IdentityProvider> offered() {
        return database.sql(ALL + " where enabled order by code limit " + MOST)
                .map(IdentityProvider::of)
                .all();
    }

    /** One that is offered. Refuses with {@code identity-provider-not-found}. */
    public Mono<IdentityProvider> offered(String code) {
        return database.sql(ALL + " where enabled and code = :code")
                .bind("code", code)
                .map(IdentityProvider::of)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("identity-provider", code)));
    }

    /** Refuses with {@code identity-provider-not-found}. */
    public Mono<IdentityProvider> find(UUID id) {
        return database.sql(ALL + " where id = :id")
                .bind("id", id)
                .map(IdentityProvider::of)
                .one()
                .switchIfEmpty(Mono.error(() -> Refusal.notFound("identity-provider", id)));
    }

    Mono<Void> lock(UUID id) {
        return database.sql("select id from identity_provider where id = :id for update")
                .bind("id", id)
                .then();
    }

    /** What we prove ourselves to him with; empty text where there is nothing. */
    public Mono<String> secret(IdentityProvider provider) {
        return database.sql("select sealed_secret from identity_provider where id = :id")
                .bind("id", provider.id())
                .map(row -> opened(row.get("sealed_secret", byte[].class), provider.id()))
                .one();
    }

    static String sealedFor(UUID id) {
        return "identity provider " + id;
    }

    private String opened(byte @Nullable [] sealed, UUID id) {
        return sealed == null ? "" : new String(encryption.decrypt(sealed, sealedFor(id)), StandardCharsets.UTF_8);
    }
}
