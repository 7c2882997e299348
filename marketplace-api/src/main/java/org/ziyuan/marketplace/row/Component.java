package org.ziyuan.marketplace.row;

import io.r2dbc.spi.Readable;
import io.r2dbc.spi.Row;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.core.ResolvableType;
import org.springframework.util.ClassUtils;
import org.ziyuan.marketplace.money.Money;

/**
 * One component of a record and how it is kept. An amount is kept as its fen ({@code total} in {@code total_in_fen}, a
 * sum also in {@code total}), a state by its name in either case, a list as an array, a record in columns of the same
 * row, anything else as itself.
 */
record Component(String column, boolean nullable, Function<Readable, @Nullable Object> reading) {

    private static final String IN_FEN = "_in_fen";

    static Component of(RecordComponent component) {
        String column = component.getName().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT);
        return new Component(
                column,
                component.getAnnotatedType().isAnnotationPresent(Nullable.class),
                reading(column, component.getType(), component));
    }

    @Nullable
    Object from(Readable row) {
        Object value = reading.apply(row);
        if (value == null && !nullable) {
            throw new NullPointerException(column);
        }
        return value;
    }

    private static Function<Readable, @Nullable Object> reading(
            String column, Class<?> type, RecordComponent component) {
        if (type == Money.class) {
            return row -> amount(row, column);
        }
        if (type.isEnum()) {
            return row -> constant(type, row.get(column, String.class));
        }
        if (type == List.class) {
            Class<?> item = ResolvableType.forType(component.getGenericType())
                    .getGeneric()
                    .toClass();
            return row -> list(row.get(column, item.arrayType()));
        }
        if (type.isRecord()) {
            return Rows.as(type.asSubclass(Record.class))::apply;
        }
        Class<?> boxed = ClassUtils.resolvePrimitiveIfNecessary(type);
        return row -> row.get(column, boxed);
    }

    private static @Nullable Money amount(Readable row, String column) {
        boolean named = row instanceof Row known && known.getMetadata().contains(column + IN_FEN);
        Long fen = row.get(named ? column + IN_FEN : column, Long.class);
        return fen == null ? null : Money.ofFen(fen);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static @Nullable Object constant(Class<?> type, @Nullable String name) {
        return name == null
                ? null
                : Enum.valueOf(
                        (Class<? extends Enum>) type,
                        name.toUpperCase(Locale.ROOT).replace('-', '_'));
    }

    private static @Nullable List<?> list(@Nullable Object array) {
        return array == null ? null : List.of((Object[]) array);
    }
}
