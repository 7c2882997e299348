package org.ziyuan.marketplace.transaction;

import io.r2dbc.postgresql.codec.Json;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.stereotype.Component;
import org.ziyuan.marketplace.transaction.KeyedRequest.Act;
import reactor.core.publisher.Mono;

/**
 * What the acts of keyed requests came to, written in their own transactions. The row is there exactly when the act is
 * committed, whether or not its answer arrived. Its key makes the second attempt fail even when both run at the same
 * time.
 */
@Component
class KeptActs {

    private static final WrittenLast.Insert CAME_TO = new WrittenLast.Insert(
            "insert into keyed_act (person_id, key, request_hash, act, type, result)",
            "(:person, :key, :hash, :act, :type, :result)",
            "");

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
    Mono<KeptResult> find(Act act) {
        return database.sql("""
                        select type, result from keyed_act
                         where person_id = :person and key = :key and request_hash = :hash and act = :act
                        """)
                .bind("person", act.person())
                .bind("key", act.key())
                .bind("hash", act.hash())
                .bind("act", act.number())
                .map(row -> KeptResult.read(row.get("type", String.class), row.get("result", Json.class)))
                .one()
                .flatMap(Mono::justOrEmpty);
    }

    private Mono<Void> insert(Act act, @Nullable Object value) {
        return WrittenLast.row(
                database,
                CAME_TO,
                Map.of(
                        "person", act.person(),
                        "key", act.key(),
                        "hash", act.hash(),
                        "act", act.number(),
                        "type", Parameter.fromOrEmpty(KeptResult.typeOf(value), String.class),
                        "result", Parameter.fromOrEmpty(KeptResult.json(value), Json.class)));
    }
}
