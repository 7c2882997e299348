package org.ziyuan.marketplace.roster.service;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.audit.AuditLog;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Readers;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.secret.ColumnEncryption;
import org.ziyuan.marketplace.transaction.MoneyTransactions;
import reactor.core.publisher.Mono;

/** Says, or says no more, from which service the rosters of an organization are read. */
@Component
public class KeepRosterService {

    private final DatabaseClient database;
    private final RosterServices services;
    private final RosterServiceSettings settings;
    private final ColumnEncryption encryption;
    private final MoneyTransactions transactions;
    private final AuditLog audit;

    KeepRosterService(
            DatabaseClient database,
            RosterServices services,
            RosterServiceSettings settings,
            ColumnEncryption encryption,
            MoneyTransactions transactions,
            AuditLog audit) {
        this.database = database;
        this.services = services;
        this.settings = settings;
        this.encryption = encryption;
        this.transactions = transactions;
        this.audit = audit;
    }

    /**
     * Writes the service of the actor's own organization.
     *
     * @throws Refusal {@code roster-service-address}, {@code text-length}, {@code roster-service-secret-again}, {@code
     *     key-encryption-key-missing}
     */
    public Mono<RosterService> write(ServiceWish wish, Actor actor) {
        return Mono.fromRunnable(() -> actor.require(Readers.ofRosterServices()))
                .then(Mono.fromCallable(() -> wish.read(settings.inside())))
                .flatMap(read -> transactions.execute(Mono.defer(() -> services.lock(actor.organizationId())
                        .then(services.own(actor.organizationId(), actor))
                        .doOnNext(read::requireSecret)
                        .then(Mono.defer(() -> put(read, actor)))
                        .then(Mono.defer(() -> record("roster-service.written", read.baseUrl(), actor))))))
                .then(services.own(actor.organizationId(), actor));
    }

    /** Forgets it with its secret; rosters that were read by it stay. */
    public Mono<Void> forget(Actor actor) {
        return Mono.fromRunnable(() -> actor.require(Readers.ofRosterServices()))
                .then(transactions.execute(
                        Mono.defer(() -> database.sql("delete from roster_service where organization_id = :own")
                                .bind("own", actor.organizationId())
                                .fetch()
                                .rowsUpdated()
                                .filter(gone -> gone > 0)
                                .flatMap(gone -> record("roster-service.forgotten", "", actor)))));
    }

    private Mono<Void> put(ServiceWish wish, Actor actor) {
        UUID own = actor.organizationId();
        byte[] sealed = wish.clientSecret().isEmpty()
                ? null
                : encryption.encrypt(
                        wish.clientSecret().getBytes(StandardCharsets.UTF_8), RosterServices.sealedFor(own));
        return database.sql("""
                        with secret as (
                          select coalesce(cast(:sealed as bytea), (select sealed_secret from roster_service where organization_id = :own)) as sealed,
                                 coalesce(cast(:key as text), (select sealed_with from roster_service where organization_id = :own)) as key)
                        insert into roster_service as s (organization_id, base_url, token_url, client_id, sealed_secret, sealed_with,
                               written_by, written_by_name)
                        select :own, :base, :token, :client, sealed, key, :person, :name from secret
                        on conflict (organization_id) do update
                           set version = s.version + 1, base_url = excluded.base_url, token_url = excluded.token_url,
                               client_id = excluded.client_id, sealed_secret = excluded.sealed_secret,
                               sealed_with = excluded.sealed_with, written_by = excluded.written_by,
                               written_by_name = excluded.written_by_name, written_at = now()
                        """)
                .bind("own", own)
                .bind("sealed", Parameter.fromOrEmpty(sealed, byte[].class))
                .bind("key", Parameter.fromOrEmpty(sealed == null ? null : encryption.keyName(), String.class))
                .bind("base", wish.baseUrl())
                .bind("token", wish.tokenUrl())
                .bind("client", wish.clientId())
                .bind("person", actor.person())
                .bind("name", actor.displayName())
                .then();
    }

    private Mono<Void> record(String action, String baseUrl, Actor actor) {
        return audit.record(
                actor,
                action,
                "roster-service",
                actor.organizationId(),
                baseUrl.isEmpty() ? Map.of() : Map.of("baseUrl", baseUrl));
    }
}
