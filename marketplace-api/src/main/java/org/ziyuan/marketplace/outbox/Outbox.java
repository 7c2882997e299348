package org.ziyuan.marketplace.outbox;

import io.r2dbc.postgresql.codec.Json;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Ids;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Where news is put in the transaction that made it. */
@Component
public class Outbox {

    private final DatabaseClient database;
    private final JsonMapper json;

    Outbox(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    /** Publishes news under a fresh id. */
    public Mono<Void> publish(String type, String aggregateType, UUID aggregateId, Map<String, ?> payload) {
        return publish(Ids.next(), type, aggregateType, aggregateId, payload);
    }

    /** Publishes news under an id that follows from its cause; the same id again changes nothing. */
    public Mono<Void> publish(UUID id, String type, String aggregateType, UUID aggregateId, Map<String, ?> payload) {
        return database.sql("""
                        insert into outbox_message (id, type, aggregate_type, aggregate_id, payload)
                        values (:id, :type, :aggregateType, :aggregateId, :payload) on conflict (id) do nothing
                        """)
                .bind("id", id)
                .bind("type", type)
                .bind("aggregateType", aggregateType)
                .bind("aggregateId", aggregateId)
                .bind("payload", Json.of(json.writeValueAsString(payload)))
                .then();
    }
}
