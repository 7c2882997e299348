package org.ziyuan.marketplace.row;

import static org.ziyuan.marketplace.row.Columns.read;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.Readable;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads rows that came inside another row, so that a document and its lines are one question. */
public final class Nested {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final Map<Class<?>, Function<JsonNode, Object>> TYPES = Map.of(
            String.class, JsonNode::asString,
            Integer.class, JsonNode::intValue,
            Long.class, JsonNode::longValue,
            Boolean.class, JsonNode::booleanValue,
            UUID.class, node -> UUID.fromString(node.asString()),
            LocalDate.class, node -> LocalDate.parse(node.asString()),
            OffsetDateTime.class, node -> here(OffsetDateTime.parse(node.asString())));

    private Nested() {}

    /** SQL of a column that holds what a query finds; {@code [a, b]} in the order in which it finds them. */
    public static String column(String query, String name) {
        return "(select coalesce(jsonb_agg(to_jsonb(nested)), '[]') from (" + query + ") nested) as " + name;
    }

    /** The rows of such a column. */
    public static <T extends Record> List<T> rows(Readable row, String column, Class<T> type) {
        JsonNode found = JSON.readTree(read(row, column, Json.class).asString());
        return StreamSupport.stream(found.spliterator(), false)
                .map(one -> Rows.as(type).apply(new Inner(one)))
                .toList();
    }

    /** As the driver gives it: the same moment, in the zone of this process. */
    private static OffsetDateTime here(OffsetDateTime moment) {
        return moment.atZoneSameInstant(ZoneId.systemDefault()).toOffsetDateTime();
    }

    /** One row inside another. */
    record Inner(JsonNode node) implements Readable {

        boolean has(String column) {
            return node.has(column);
        }

        @Override
        public <T> @Nullable T get(String name, Class<T> type) {
            JsonNode value = node.get(name);
            if (value == null) {
                throw new NoSuchElementException("no column " + name);
            }
            Function<JsonNode, Object> reading = TYPES.get(type);
            if (reading == null) {
                throw new IllegalArgumentException("a nested row holds no " + type);
            }
            return value.isNull() ? null : type.cast(reading.apply(value));
        }

        @Override
        public <T> @Nullable T get(int index, Class<T> type) {
            throw new UnsupportedOperationException("a nested row is read by its names");
        }
    }
}
