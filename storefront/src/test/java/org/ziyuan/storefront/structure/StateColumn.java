package org.ziyuan.storefront.structure;

import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.ziyuan.marketplace.lifecycle.LifeCycle;

/**
 * A line of {@code states.txt}: a column that says where something stands.
 *
 * @param words what the column may hold
 * @param lifeCycle null where nothing of ours moves it yet
 */
record StateColumn(
        String name, List<String> words, @Nullable LifeCycle<?, ?> lifeCycle) {

    private static final Path LIST = Path.of("src/test/resources/structure/states.txt");

    static List<StateColumn> all() {
        try (Stream<String> lines = Files.lines(LIST)) {
            return lines.filter(line -> !line.startsWith("#"))
                    .map(StateColumn::of)
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    String table() {
        return name.substring(0, name.indexOf('.'));
    }

    private static StateColumn of(String line) {
        String[] parts = line.split(" +", 2);
        if (!parts[1].startsWith("org.")) {
            return new StateColumn(parts[0], words(parts[1].substring(0, parts[1].indexOf(" because "))), null);
        }
        String[] said = parts[1].split(" without |:", -1);
        LifeCycle<?, ?> lifeCycle = lifeCycle(said[0]);
        List<String> words = new ArrayList<>();
        for (Enum<?> state : lifeCycle.initial().getDeclaringClass().getEnumConstants()) {
            words.add(state.name());
        }
        if (said.length > 1) {
            words.removeAll(words(said[1]));
        }
        return new StateColumn(parts[0], words, lifeCycle);
    }

    private static List<String> words(String written) {
        return List.of(written.strip().split(" +", -1));
    }

    private static LifeCycle<?, ?> lifeCycle(String type) {
        try {
            Field field = Class.forName(type).getDeclaredField("LIFE_CYCLE");
            field.setAccessible(true);
            return (LifeCycle<?, ?>) field.get(null);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " has no LIFE_CYCLE", e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
