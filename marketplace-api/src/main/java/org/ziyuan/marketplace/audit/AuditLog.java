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
import org.ziyuan.marketplace.transaction.WrittenLast;
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
     * Adds one entry to the chain of the actor's organization, in the transaction of the change itself. It is written
     * last, because it locks the head of that chain until the transaction ends.
     *
     * @param action what was done, in past tense, such as {@code purchase-order.issued}
     * @param detail identifiers and figures only; never a secret, never a pupil's name
     */
    public Mono<Void> record(Actor actor, String action, String subjectType, UUID subject, Map<String, ?> detail) {
        return WrittenLast.call(
                database,
                "append_audit_entry(:organization, :actor, :name, :role, :action, :type, :subject, :detail)",
                Map.of(
                        "organization", actor.organizationId(),
                        "actor", Parameter.fromOrEmpty(actor.personId(), UUID.class),
                        "name", actor.displayName(),
                        "role", rolesOf(actor),
                        "action", action,
                        "type", subjectType,
                        "subject", subject,
                        "detail", Json.of(json.writeValueAsString(detail))));
    }

    private static String rolesOf(Actor actor) {
        return actor.roles().stream().map(Role::name).sorted().collect(Collectors.joining(","));
    }
}
