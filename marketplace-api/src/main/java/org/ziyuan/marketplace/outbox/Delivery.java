package org.ziyuan.marketplace.outbox;

import static org.ziyuan.marketplace.row.Columns.id;
import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.read;
import static org.ziyuan.marketplace.row.Columns.text;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.util.Map;
import org.ziyuan.marketplace.refusal.Refusal;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** One message on its way to one consumer. */
record Delivery(String consumer, long seq, int attempts, OutboxMessage message) {

    private static final TypeReference<Map<String, Object>> PAYLOAD = new TypeReference<>() {};

    static Delivery of(String consumer, Readable row, JsonMapper json) {
        String payload = read(row, "payload", Json.class).asString();
        OutboxMessage message = new OutboxMessage(
                id(row, "id"),
                text(row, "type"),
                text(row, "aggregate_type"),
                id(row, "aggregate_id"),
                json.readValue(payload, PAYLOAD));
        return new Delivery(consumer, read(row, "seq", Long.class), number(row, "attempts"), message);
    }

    /** Why it did not arrive, in one line. */
    static String inShort(Throwable reason) {
        String text = reason instanceof Refusal refusal ? refusal.code() : String.valueOf(reason.getMessage());
        String line = reason.getClass().getSimpleName() + ": " + text.replaceAll("\\p{Cntrl}", " ");
        return line.substring(0, Math.min(line.length(), 300));
    }
}
