package org.ziyuan.marketplace.access;

import static org.ziyuan.marketplace.row.Columns.number;
import static org.ziyuan.marketplace.row.Columns.read;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.identity.Capacity;
import org.ziyuan.marketplace.row.Columns;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A session as its row says, with who acts in it.
 *
 * @param content its attributes
 * @param idle how long it may rest
 * @param rested how long it has rested
 * @param certain how long this stays true if nobody changes anything
 * @param capacity who acts in it; null for a guest, and for a person who may no longer act for the organization chosen
 */
record FoundSession(
        Map<String, String> content,
        Instant createdAt,
        Duration idle,
        Duration rested,
        Duration certain,
        @Nullable Capacity capacity) {

    /** A row whose last sight is older than this is renewed by the next request. */
    static final Duration RENEWED_EACH = Duration.ofMinutes(1);

    /** What the session of somebody who is at work holds; all else is said once, by whoever reads the row next. */
    private static final Set<String> SETTLED = Set.of(
            StoredSession.PERSON,
            StoredSession.ORGANIZATION,
            StoredSession.CSRF,
            StoredSession.SIGN_IN,
            StoredSession.SECOND);

    private static final TypeReference<Map<String, String>> TEXTS = new TypeReference<>() {};

    FoundSession {
        content = Map.copyOf(content);
    }

    static FoundSession of(Readable row, JsonMapper json) {
        Map<String, String> content =
                new HashMap<>(json.readValue(read(row, "attributes", Json.class).asString(), TEXTS));
        put(content, StoredSession.PERSON, row.get("session_person", UUID.class));
        put(content, StoredSession.ORGANIZATION, row.get("session_organization", UUID.class));
        return new FoundSession(
                content,
                Columns.time(row, "created_at").toInstant(),
                Duration.ofSeconds(number(row, "idle_seconds")),
                seconds(row, "rested"),
                seconds(row, "certain"),
                row.get("person_id", UUID.class) == null ? null : Capacity.of(row));
    }

    /** Whether a request that only looks may be answered by this for a while: a person at work, nothing left to say. */
    boolean isSettled() {
        return capacity != null && SETTLED.containsAll(content.keySet());
    }

    /** How long it may be remembered: it is read again when it has to be renewed, and when it or a role ends. */
    Duration memorable() {
        Duration fresh = RENEWED_EACH.minus(rested);
        return fresh.compareTo(certain) < 0 ? fresh : certain;
    }

    private static void put(Map<String, String> content, String name, @Nullable UUID id) {
        if (id != null) {
            content.put(name, id.toString());
        }
    }

    private static Duration seconds(Readable row, String column) {
        return Duration.ofMillis((long) (read(row, column, Double.class) * 1000));
    }
}
