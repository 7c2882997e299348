package org.ziyuan.marketplace.idempotency;

import static org.ziyuan.marketplace.row.Columns.read;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.refusal.Refusal;
import reactor.core.publisher.Mono;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** What was answered under a key before. */
@Component
class KeptAnswers {

    private static final TypeReference<Map<String, String>> HEADERS = new TypeReference<>() {};

    private final DatabaseClient database;
    private final JsonMapper json;

    KeptAnswers(DatabaseClient database, JsonMapper json) {
        this.database = database;
        this.json = json;
    }

    Mono<GivenAnswers.Answer> of(UUID person, String key, byte[] requestHash) {
        return database.sql("""
                        select request_hash, status, headers, body from idempotency_key
                         where person_id = :person and key = :key
                        """)
                .bind("person", person)
                .bind("key", key)
                .map(row -> answer(row, requestHash))
                .one()
                .switchIfEmpty(Mono.error(KeptAnswers::inFlight));
    }

    private GivenAnswers.Answer answer(Readable row, byte[] requestHash) {
        byte[] hash = read(row, "request_hash", byte[].class);
        if (!Arrays.equals(hash, requestHash)) {
            throw Refusal.invalid("idempotency-key-reused");
        }
        Integer status = row.get("status", Integer.class);
        if (status == null) {
            throw inFlight();
        }
        Json headers = read(row, "headers", Json.class);
        byte @Nullable [] body = row.get("body", byte[].class);
        return new GivenAnswers.Answer(
                status, json.readValue(headers.asString(), HEADERS), body == null ? new byte[0] : body);
    }

    private static Refusal inFlight() {
        return Refusal.conflict("idempotency-key-in-flight");
    }
}
