package org.ziyuan.marketplace.transaction;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.KeyedRequest.Act;
import reactor.core.publisher.Mono;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the acts of keyed requests came to, written in their own transactions. The row is there exactly when the act is
 * committed, whether or not its answer arrived. Its key makes the second attempt fail even when both run at the same
 * time.
 */
@Component
class KeptActs {

    private static final Logger LOG = LoggerFactory.getLogger(KeptActs.class);

    private static final String OURS = "org.ziyuan.";

    /** What a row may name beside our own types. */
    private static final Set<String> PLAIN =
            Set.of("java.lang.String", "java.lang.Integer", "java.lang.Long", "java.lang.Boolean", "java.util.UUID");

    /** Components and nothing that is computed from them: what was written is read again as it was. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .changeDefaultVisibility(seen -> seen.withGetterVisibility(Visibility.NONE)
                    .withIsGetterVisibility(Visibility.NONE)
                    .withFieldVisibility(Visibility.ANY))
            .build();

    private final DatabaseClient database;

    KeptActs(DatabaseClient database) {
        this.database = database;
    }

    /** Within the act's transaction: does the work and writes down what it came to. */
    <T> Mono<T> keeping(Act act, Mono<T> work) {
        return work.map(Optional::of)
                .defaultIfEmpty(Optional.empty())
                .flatMap(value -> insert(act, value.orElse(null)).then(Mono.justOrEmpty(value)));
    }

    /** What the act came to, if an attempt committed it; empty when none did, or when it cannot be read any more. */
    Mono<Result> find(Act act) {
        return database.sql("""
                        select type, result from keyed_act
                         where person_id = :person and key = :key and request_hash = :hash and act = :act
                        """)
                .bind("person", act.person())
                .bind("key", act.key())
                .bind("hash", act.hash())
                .bind("act", act.number())
                .map(KeptActs::read)
                .one()
                .flatMap(Mono::justOrEmpty);
    }

    private static Optional<Result> read(Readable row) {
        String type = row.get("type", String.class);
        Json result = row.get("result", Json.class);
        if (type == null) {
            return Optional.of(Result.NOTHING);
        }
        try {
            if (result == null || !(type.startsWith(OURS) || PLAIN.contains(type))) {
                return Optional.empty();
            }
            Class<?> known = Class.forName(type, false, KeptActs.class.getClassLoader());
            return Optional.of(new Result(JSON.readValue(result.asString(), known)));
        } catch (ClassNotFoundException | JacksonException unreadable) {
            LOG.warn("what an act came to cannot be read: {}", unreadable.toString());
            return Optional.empty();
        }
    }

    private Mono<Void> insert(Act act, @Nullable Object value) {
        return database.sql("""
                        insert into keyed_act (person_id, key, request_hash, act, type, result)
                        values (:person, :key, :hash, :act, :type, :result)
                        """)
                .bind("person", act.person())
                .bind("key", act.key())
                .bind("hash", act.hash())
                .bind("act", act.number())
                .bind("type", Parameter.fromOrEmpty(typeOf(value), String.class))
                .bind("result", Parameter.fromOrEmpty(json(value), Json.class))
                .then();
    }

    private static @Nullable String typeOf(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return (value instanceof Enum<?> one ? one.getDeclaringClass() : value.getClass()).getName();
    }

    /** An act never fails because its answer has no words. */
    private static @Nullable Json json(@Nullable Object value) {
        try {
            return value == null ? null : Json.of(JSON.writeValueAsString(value));
        } catch (JacksonException unspeakable) {
            LOG.warn("what an act came to cannot be kept: {}", unspeakable.toString());
            return null;
        }
    }

    /** @param value what the act answered, null when it answered nothing */
    record Result(@Nullable Object value) {
        static final Result NOTHING = new Result(null);
    }
}
