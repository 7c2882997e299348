package org.ziyuan.marketplace.signon.provider;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import org.ziyuan.marketplace.outgoing.OutgoingCalls;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.secret.ColumnEncryption;
import org.ziyuan.marketplace.text.TextField;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Adds an identity provider, or changes what is known of one. */
@Component
public class WriteIdentityProvider {

    private static final Pattern CODE = Pattern.compile("[a-z0-9][a-z0-9-]{1,31}");
    private static final TextField NAME = TextField.name("name", 1, 64);
    private static final TextField CLIENT = TextField.name("clientId", 1, 200);
    private static final TextField CLAIM = TextField.name("claim", 1, 100);
    private static final int LONGEST_SECRET = 1_000;

    private final DatabaseClient database;
    private final MoneyTransactions transactions;
    private final ColumnEncryption encryption;
    private final AuditLog audit;

    WriteIdentityProvider(
            DatabaseClient database, MoneyTransactions transactions, ColumnEncryption encryption, AuditLog audit) {
        this.database = database;
        this.transactions = transactions;
        this.encryption = encryption;
        this.audit = audit;
    }

    /**
     * Writes a provider; version 0 adds him.
     *
     * <p>Refuses with {@code provider-code-malformed}, {@code issuer-malformed}, {@code already-there},
     * {@code changed-meanwhile}, or what a name or a {@link ClaimMapping} refuses with.
     *
     * @param secret what we prove ourselves with; empty keeps what is there
     */
    public Mono<Void> write(IdentityProvider wanted, String secret, Actor actor) {
        return Mono.fromCallable(() -> checked(wanted, secret, actor))
                .flatMap(provider -> transactions.execute(put(provider, secret)
                        .then(Mono.defer(() -> audit.record(
                                actor,
                                "identity-provider.written",
                                "identity-provider",
                                provider.id(),
                                Map.of(
                                        "code",
                                        provider.code(),
                                        "issuer",
                                        provider.issuer(),
                                        "enabled",
                                        provider.enabled(),
                                        "makesPeople",
                                        provider.makesPeople()))))));
    }

    private static IdentityProvider checked(IdentityProvider wanted, String secret, Actor actor) {
        actor.require(Role.OPERATOR);
        if (!CODE.matcher(wanted.code()).matches()) {
            throw Refusal.invalid("provider-code-malformed").with("field", "providerCode");
        }
        if (!OutgoingCalls.isAddress(wanted.issuer()) || secret.length() > LONGEST_SECRET) {
            throw Refusal.invalid("issuer-malformed").with("field", "issuer");
        }
        ClaimMapping mapping = wanted.mapping();
        return new IdentityProvider(
                wanted.id(),
                wanted.version(),
                wanted.code(),
                NAME.read(wanted.name()),
                wanted.protocol(),
                wanted.issuer(),
                wanted.protocol() == Protocol.OIDC ? CLIENT.read(wanted.clientId()) : "",
                wanted.enabled(),
                wanted.makesPeople(),
                new ClaimMapping(
                        CLAIM.read(mapping.nameClaim()),
                        CLAIM.read(mapping.organizationClaim()),
                        CLAIM.read(mapping.roleClaim()),
                        mapping.roles()),
                wanted.makesPeople() ? actor.person() : null);
    }

    private Mono<Void> put(IdentityProvider provider, String secret) {
        return provider.version() == 0 ? insert(provider, secret) : update(provider, secret);
    }

    private Mono<Void> insert(IdentityProvider provider, String secret) {
        return bound(database.sql("""
                        insert into identity_provider (id, code, name, protocol, issuer, client_id, sealed_secret, sealed_with,
                               enabled, makes_people, name_claim, organization_claim, role_claim, roles, trusted_by)
                        select :id, :code, :name, :protocol, :issuer, :client, :sealed, :key,
                               :enabled, :makes, :nameClaim, :organizationClaim, :roleClaim, :roles, :trusted
                         where (select count(*) from identity_provider) < %d
                        on conflict do nothing
                        """.formatted(IdentityProviders.MOST)), provider, secret)
                .fetch()
                .rowsUpdated()
                .flatMap(written -> written > 0 ? Mono.empty() : refused());
    }

    private Mono<Void> refused() {
        return database.sql("select count(*) from identity_provider")
                .mapValue(Long.class)
                .one()
                .flatMap(there -> Mono.error(
                        there < IdentityProviders.MOST
                                ? Refusal.conflict("already-there").with("field", "issuer")
                                : Refusal.conflict("identity-providers-full").with("most", IdentityProviders.MOST)));
    }

    private Mono<Void> update(IdentityProvider provider, String secret) {
        return bound(database.sql("""
                        update identity_provider
                           set version = version + 1, code = :code, name = :name, protocol = :protocol, issuer = :issuer,
                               client_id = :client, sealed_secret = coalesce(:sealed, sealed_secret),
                               sealed_with = coalesce(:key, sealed_with), enabled = :enabled, makes_people = :makes,
                               name_claim = :nameClaim, organization_claim = :organizationClaim, role_claim = :roleClaim,
                               roles = :roles, trusted_by = :trusted
                         where id = :id and version = :version
                        """), provider, secret)
                .bind("version", provider.version())
                .fetch()
                .rowsUpdated()
                .flatMap(written -> written > 0 ? Mono.empty() : Mono.error(Refusal.conflict("changed-meanwhile")));
    }

    private GenericExecuteSpec bound(GenericExecuteSpec statement, IdentityProvider provider, String secret) {
        byte[] sealed = secret.isEmpty()
                ? null
                : encryption.encrypt(
                        secret.getBytes(StandardCharsets.UTF_8), IdentityProviders.sealedFor(provider.id()));
        return statement
                .bind("id", provider.id())
                .bind("code", provider.code())
                .bind("name", provider.name())
                .bind("protocol", provider.protocol().name())
                .bind("issuer", provider.issuer())
                .bind(
                        "client",
                        Parameter.fromOrEmpty(provider.clientId().isEmpty() ? null : provider.clientId(), String.class))
                .bind("sealed", Parameter.fromOrEmpty(sealed, byte[].class))
                .bind("key", Parameter.fromOrEmpty(sealed == null ? null : encryption.keyName(), String.class))
                .bind("enabled", provider.enabled())
                .bind("makes", provider.makesPeople())
                .bind("nameClaim", provider.mapping().nameClaim())
                .bind("organizationClaim", provider.mapping().organizationClaim())
                .bind("roleClaim", provider.mapping().roleClaim())
                .bind("roles", provider.mapping().roles())
                .bind("trusted", Parameter.fromOrEmpty(provider.trustedBy(), UUID.class));
    }
}
