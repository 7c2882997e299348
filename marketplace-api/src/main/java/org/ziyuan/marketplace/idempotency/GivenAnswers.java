package org.ziyuan.marketplace.idempotency;

import io.r2dbc.postgresql.codec.Json;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.r2dbc.core.DatabaseClient;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;
import tools.jackson.databind.json.JsonMapper;

/** The answers given under idempotency keys, shared by all nodes. */
@Component
class GivenAnswers {

    /**
     * Longer than any request takes; afterwards the node that claimed the key is taken for dead. A claim that ends later
     * than that was made by a clock that has been set back since, and nobody waits for it either.
     */
    private static final Duration CLAIM = Duration.ofSeconds(60);

    /**
     * Commits without waiting for the disk, in the statement's own transaction alone. What the request does is committed with
     * waiting, and takes the claim before it to the disk; an answer that is lost with the server's memory is given again from
     * what the act kept (decision 29).
     */
    private static final String WITHOUT_WAITING = "set_config('synchronous_commit', 'off', true) is not null";

    private final DatabaseClient database;
    private final JsonMapper json;
    private final KeptAnswers kept;

    GivenAnswers(DatabaseClient database, JsonMapper json, KeptAnswers kept) {
        this.database = database;
        this.json = json;
        this.kept = kept;
    }

    /**
     * Claims the key for this request, or answers what was answered before.
     *
     * <p>Refuses with {@code idempotency-key-reused} when the key named another request, and with
     * {@code idempotency-key-in-flight} while the same request is being carried out.
     */
    Mono<Claimed> claim(UUID person, String key, byte[] requestHash) {
        return database.sql("""
                        insert into idempotency_key as k (person_id, key, request_hash, claimed_until)
                        select :person, :key, :hash, now() + make_interval(secs => :claim) where %s
                        on conflict (person_id, key) do update set claimed_until = excluded.claimed_until
                         where k.status is null and k.request_hash = excluded.request_hash
                           and k.claimed_until not between now() and excluded.claimed_until
                        returning exists (
                          select from keyed_act a
                           where a.person_id = k.person_id and a.key = k.key and a.request_hash = k.request_hash)
                        """.formatted(WITHOUT_WAITING))
                .bind("person", person)
                .bind("key", key)
                .bind("hash", requestHash)
                .bind("claim", (double) CLAIM.toSeconds())
                .mapValue(Boolean.class)
                .one()
                .map(goesOn -> new Claimed(Optional.empty(), goesOn))
                .switchIfEmpty(Mono.defer(() -> kept.of(person, key, requestHash))
                        .map(given -> new Claimed(Optional.of(given), false)));
    }

    Mono<Void> keep(UUID person, String key, Answer answer) {
        return database.sql("""
                        update idempotency_key set status = :status, headers = :headers, body = :body
                         where person_id = :person and key = :key and status is null and %s
                        """.formatted(WITHOUT_WAITING))
                .bind("person", person)
                .bind("key", key)
                .bind("status", answer.status())
                .bind("headers", Json.of(json.writeValueAsString(answer.headers())))
                .bind("body", answer.body())
                .then();
    }

    /**
     * The request came to nothing that should be repeated: the key is free again. If something was committed
     * nevertheless, it stays with this request, which may go on at once.
     */
    Mono<Void> release(UUID person, String key) {
        return database.sql("""
                        with act as (select from keyed_act where person_id = :person and key = :key limit 1),
                             held as (
                          update idempotency_key set claimed_until = now() - interval '1 second'
                           where person_id = :person and key = :key and status is null and exists (select from act))
                        delete from idempotency_key
                         where person_id = :person and key = :key and status is null and not exists (select from act)
                        """).bind("person", person).bind("key", key).then();
    }

    /**
     * What became of the attempt to claim a key.
     *
     * @param answer what was answered before; without it the request is to be carried out now
     * @param goesOn whether an attempt before this one committed something of it
     */
    record Claimed(Optional<Answer> answer, boolean goesOn) {}

    /** An answer as it went out; no cookie and no secret is part of it. */
    record Answer(int status, Map<String, String> headers, byte[] body) {}
}
