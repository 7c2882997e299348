package org.ziyuan.marketplace.row;

import io.r2dbc.postgresql.codec.Json;
import io.r2dbc.spi.ColumnMetadata;
import io.r2dbc.spi.Row;
import io.r2dbc.spi.RowMetadata;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A row that came as JSON inside another one. It is read as the driver's rows are: by name or place and by type, and
 * refuses what has no such column. Two columns of one name are refused too.
 */
public final class JsonRow implements Row, RowMetadata {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Map<Class<?>, Function<JsonNode, Object>> TYPES = Map.of(
            String.class,
            JsonNode::asString,
            Integer.class,
            JsonNode::intValue,
            Long.class,
            JsonNode::longValue,
            Boolean.class,
            JsonNode::booleanValue,
            BigDecimal.class,
            JsonNode::decimalValue,
            UUID.class,
            node -> UUID.fromString(node.asString()),
            LocalDate.class,
            node -> LocalDate.parse(node.asString()),
            OffsetDateTime.class,
            node -> here(OffsetDateTime.parse(node.asString())),
            Instant.class,
            node -> OffsetDateTime.parse(node.asString()).toInstant(),
            Json.class,
            node -> Json.of(node.toString()));

    private final JsonNode node;

    private JsonRow(JsonNode node) {
        this.node = node;
    }

    /** The rows of an array of objects, in its order. */
    public static List<JsonRow> all(Json array) {
        return StreamSupport.stream(JSON.readTree(array.asString()).spliterator(), false)
                .map(JsonRow::new)
                .toList();
    }

    @Override
    public <T> @Nullable T get(String name, Class<T> type) {
        JsonNode value = node.get(name);
        if (value == null) {
            throw new NoSuchElementException("no column " + name);
        }
        return read(value, type);
    }

    @Override
    public <T> @Nullable T get(int index, Class<T> type) {
        return read(node.values().stream().skip(index).findFirst().orElseThrow(), type);
    }

    @SuppressWarnings("unchecked") // each type is read as itself
    private static <T> @Nullable T read(JsonNode value, Class<T> type) {
        if (value.isNull()) {
            return null;
        }
        if (type.isArray() && value.isArray()) {
            return (T) array(value, type.getComponentType());
        }
        Function<JsonNode, Object> reading = TYPES.get(ClassUtils.resolvePrimitiveIfNecessary(type));
        if (reading == null) {
            throw new UnsupportedOperationException("a nested row holds no " + type);
        }
        return (T) reading.apply(value);
    }

    private static Object array(JsonNode values, Class<?> item) {
        Object array = Array.newInstance(item, values.size());
        IntStream.range(0, values.size()).forEach(at -> Array.set(array, at, read(values.get(at), item)));
        return array;
    }

    /** As the driver gives it: the same moment, in the zone of this process. */
    private static OffsetDateTime here(OffsetDateTime moment) {
        return moment.atZoneSameInstant(ZoneId.systemDefault()).toOffsetDateTime();
    }

    @Override
    public RowMetadata getMetadata() {
        return this;
    }

    @Override
    public boolean contains(String column) {
        return node.has(column);
    }

    @Override
    public ColumnMetadata getColumnMetadata(int index) {
        throw untyped();
    }

    @Override
    public ColumnMetadata getColumnMetadata(String name) {
        throw untyped();
    }

    @Override
    public List<? extends ColumnMetadata> getColumnMetadatas() {
        throw untyped();
    }

    private static UnsupportedOperationException untyped() {
        return new UnsupportedOperationException("a nested row is read by the types it is expected to have");
    }
}
