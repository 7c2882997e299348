package org.ziyuan.marketplace.row;

import io.r2dbc.spi.Readable;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.springframework.beans.BeanUtils;

/**
 * Reads a flat record: each component from the column of its name, {@code orderNumber} from {@code order_number}. What is
 * not {@code @Nullable} is there, or reading fails with the column's name. A column that is named otherwise gets the
 * component's name in its SQL.
 *
 * <p>Spring's {@code DataClassRowMapper} lets a null pass where none may be, and for each amount and each state of each
 * row it first asks the driver for a type that the driver does not know, and catches what that throws.
 */
public final class Rows<T extends Record> implements Function<Readable, T> {

    private static final ClassValue<Rows<?>> KNOWN = new ClassValue<>() {
        @Override
        protected Rows<?> computeValue(Class<?> type) {
            return new Rows<>(type.asSubclass(Record.class));
        }
    };

    private final Constructor<T> constructor;
    private final List<Component> components;

    private Rows(Class<T> type) {
        RecordComponent[] components = type.getRecordComponents();
        this.components = Arrays.stream(components).map(Component::of).toList();
        this.constructor = canonical(type, components);
    }

    private static <T> Constructor<T> canonical(Class<T> type, RecordComponent[] components) {
        try {
            return type.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        } catch (NoSuchMethodException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    @SuppressWarnings("unchecked") // computed from this very type
    public static <T extends Record> Rows<T> as(Class<T> type) {
        return (Rows<T>) KNOWN.get(type);
    }

    @Override
    public T apply(Readable row) {
        return BeanUtils.instantiateClass(
                constructor,
                components.stream().map(component -> component.from(row)).toArray());
    }
}
