package org.ziyuan.procurement.engine;

import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * News from the core on its way into the engine.
 *
 * @param age how long ago it was written
 * @param attempts how often it failed so far
 */
record EngineMessage(long seq, String type, UUID aggregateId, Map<String, Object> payload, Duration age, int attempts) {

    /** The requisition whose process it is about. */
    String businessKey() {
        String named = text("requisitionId");
        return named == null ? aggregateId.toString() : named;
    }

    @Nullable
    String text(String name) {
        Object value = payload.get(name);
        return value == null ? null : String.valueOf(value);
    }

    String required(String name) {
        String value = text(name);
        if (value == null) {
            throw new IllegalStateException(type + " " + seq + " has no " + name);
        }
        return value;
    }
}
