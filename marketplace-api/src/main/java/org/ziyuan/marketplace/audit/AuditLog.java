package org.ziyuan.marketplace.audit;

import io.r2dbc.postgresql.codec.Json;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.identity.Actor;
import org.ziyuan.marketplace.identity.Role;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The append-only log of every change of state, hash-chained per organization. */
@Component
public class AuditLog {

    private final DatabaseClient database;
    private final JsonMapper json;

    AuditLog(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /**
     * Adds one entry to the chain of the actor's organization, in the transaction of the change itself. Call it last:
     * it locks the head of that chain until the transaction ends.
     *
     * @param action what was done, in past tense, such as {@code purchase-order.issued}
     * @param detail identifiers and figures only; never a secret, never a pupil's name
     */
    public Mono<Void> record(Actor actor, String action, String subjectType, UUID subject, Map<String, ?> detail) {
        return database.sql("""
                        select append_audit_entry(:organization, :actor, :name, :role, :action, :type, :subject, :detail)
                        """)
                .bind("organization", actor.organizationId())
                .bind("actor", Parameter.fromOrEmpty(actor.personId(), UUID.class))
                .bind("name", actor.displayName())
                .bind("role", Parameter.fromOrEmpty(rolesOf(actor), String.class))
                .bind("action", action)
                .bind("type", subjectType)
                .bind("subject", subject)
                .bind("detail", Json.of(json.writeValueAsString(detail)))
                .then();
    }

    private static String rolesOf(Actor actor) {
        return actor.roles().stream().map(Role::name).sorted().collect(Collectors.joining(","));
    }
}
