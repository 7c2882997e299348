package org.ziyuan.marketplace.outbox;

import io.r2dbc.postgresql.codec.Json;
import java.util.Map;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.Ids;
import org.ziyuan.marketplace.transaction.WrittenLast;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** Where news is put in the transaction that made it. */
@Component
public class Outbox {

    private static final WrittenLast.Insert MESSAGE = new WrittenLast.Insert(
            "insert into outbox_message (id, type, aggregate_type, aggregate_id, payload)",
            "(:id, :type, :aggregateType, :aggregateId, :payload)",
            "on conflict (id) do nothing");

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
        return WrittenLast.row(
                database,
                MESSAGE,
                Map.of(
                        "id", id,
                        "type", type,
                        "aggregateType", aggregateType,
                        "aggregateId", aggregateId,
                        "payload", Json.of(json.writeValueAsString(payload))));
    }
}
