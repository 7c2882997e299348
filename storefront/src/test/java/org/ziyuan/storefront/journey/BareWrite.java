package org.ziyuan.storefront.journey;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.springframework.r2dbc.connection.R2dbcTransactionManager;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.transaction.reactive.TransactionalOperator;
import org.springframework.web.reactive.function.server.ServerRequest;
import org.ziyuan.storefront.journey.BareServer.Who;
import reactor.core.publisher.Mono;

/** The rows of a new draft, written plainly in one transaction, into tables like the product's. */
final class BareWrite {

    /** Tables as the product's with their indexes; put there by the superuser. */
    static final String TABLES = """
            create schema floor authorization market_app;
            create table floor.requisition (like market.requisition including all);
            create table floor.requisition_event (like market.requisition_event including all);
            create table floor.keyed_act (like market.keyed_act including all);
            create table floor.idempotency_key (like market.idempotency_key including all);
            create table floor.audit_entry (like market.audit_entry including all);
            create table floor.audit_chain (like market.audit_chain including all);
            create sequence floor.requisition_number;
            insert into floor.audit_chain select id, 0, '' from market.organization;
            grant all on all tables in schema floor to market_app;
            grant all on all sequences in schema floor to market_app
            """;

    private final DatabaseClient database;
    private final TransactionalOperator transaction;

    BareWrite(DatabaseClient database) {
        this.database = database;
        this.transaction = TransactionalOperator.create(new R2dbcTransactionManager(database.getConnectionFactory()));
    }

    Mono<Map<String, Object>> draft(ServerRequest request, Who who, Map<?, ?> body) {
        String key = Objects.requireNonNull(request.headers().firstHeader("Idempotency-Key"));
        UUID id = UUID.randomUUID();
        byte[] hash = key.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        String answer = "{\"id\":\"" + id + "\"}";
        return write("""
                        insert into floor.idempotency_key (person_id, key, request_hash, claimed_until, status, body)
                        values (:person, :key, :hash, now(), 201, :hash) on conflict do nothing""", Map.of("person", who.person(), "key", key, "hash", hash))
                .then(write(
                        """
                        insert into floor.requisition (id, number, organization_id, requester_id, purpose)
                        values (:id, 'R-' || nextval('floor.requisition_number'), :organization, :person, :purpose)""",
                        Map.of(
                                "id", id,
                                "organization", who.organization(),
                                "person", who.person(),
                                "purpose", String.valueOf(body.get("purpose")))))
                .then(write(
                        """
                        insert into floor.requisition_event (id, requisition_id, kind, actor_id, actor_name)
                        values (:event, :id, 'DRAFTED', :person, :name)""", Map.of("event", UUID.randomUUID(), "id", id, "person", who.person(), "name", who.name())))
                .then(write("""
                        insert into floor.keyed_act (person_id, key, request_hash, act, type, result)
                        values (:person, :key, :hash, 1, 'uuid', cast(:answer as jsonb))""", Map.of("person", who.person(), "key", key, "hash", hash, "answer", answer)))
                .then(write(
                        """
                        with next as (update floor.audit_chain set seq = seq + 1, head = :hash
                                       where organization_id = :organization returning seq)
                        insert into floor.audit_entry (organization_id, seq, at, actor_id, actor_name, action, subject_type,
                                                       subject_id, detail, previous_hash, hash)
                        select :organization, seq, now(), :person, :name, 'drafted', 'requisition', :id, '{}', :hash, :hash
                          from next""",
                        Map.of(
                                "organization", who.organization(),
                                "person", who.person(),
                                "name", who.name(),
                                "id", id,
                                "hash", hash)))
                .as(transaction::transactional)
                .thenReturn(Map.of("id", id, "purpose", String.valueOf(body.get("purpose")), "state", "DRAFT"));
    }

    private Mono<Void> write(String sql, Map<String, Object> values) {
        return database.sql(sql).bindValues(values).then();
    }
}
