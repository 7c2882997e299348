package org.ziyuan.marketplace.transaction;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import io.r2dbc.postgresql.codec.Json;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an act came to, as the row of it keeps it: the name of the type and the components as JSON.
 *
 * @param value what the act answered, null when it answered nothing
 */
record KeptResult(@Nullable Object value) {

    private static final Logger LOG = LoggerFactory.getLogger(KeptResult.class);

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

    private static final KeptResult NOTHING = new KeptResult(null);

    /** Empty when what was written cannot be read any more. */
    static Optional<KeptResult> read(@Nullable String type, @Nullable Json result) {
        if (type == null) {
            return Optional.of(NOTHING);
        }
        try {
            if (result == null || !(type.startsWith(OURS) || PLAIN.contains(type))) {
                return Optional.empty();
            }
            Class<?> known = Class.forName(type, false, KeptResult.class.getClassLoader());
            return Optional.of(new KeptResult(JSON.readValue(result.asString(), known)));
        } catch (ClassNotFoundException | JacksonException unreadable) {
            LOG.warn("what an act came to cannot be read: {}", unreadable.toString());
            return Optional.empty();
        }
    }

    static @Nullable String typeOf(@Nullable Object value) {
        if (value == null) {
            return null;
        }
        return (value instanceof Enum<?> one ? one.getDeclaringClass() : value.getClass()).getName();
    }

    /** An act never fails because its answer has no words. */
    static @Nullable Json json(@Nullable Object value) {
        try {
            return value == null ? null : Json.of(JSON.writeValueAsString(value));
        } catch (JacksonException unspeakable) {
            LOG.warn("what an act came to cannot be kept: {}", unspeakable.toString());
            return null;
        }
    }
}
