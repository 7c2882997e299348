package org.ziyuan.marketplace.roster.service;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One thing of a collection, as a service says it. */
record Item(Map<String, Object> said) {

    /** Whether it is a thing at all: everything in OneRoster has an identifier. */
    static boolean isOne(@Nullable Object one) {
        return one instanceof Map<?, ?> thing && thing.get("sourcedId") instanceof String;
    }

    static Item of(Object one) {
        Map<String, Object> named = new HashMap<>();
        ((Map<?, ?>) one).forEach((name, value) -> {
            if (value != null) {
                named.put(String.valueOf(name), value);
            }
        });
        return new Item(named);
    }

    String id() {
        return text(said.get("sourcedId"));
    }

    /** When it was changed last, "" where that is not said; ISO 8601 in UTC, so that later is greater. */
    String changed() {
        return text(said.get("dateLastModified"));
    }

    /** Whether it is somebody in one of these roles, in the words of version 1.1 or 1.2. */
    boolean isAnyOf(Set<String> words) {
        return words.contains(text(said.get("role")))
                || said.get("roles") instanceof Collection<?> roles
                        && roles.stream()
                                .anyMatch(
                                        one -> one instanceof Map<?, ?> role && words.contains(text(role.get("role"))));
    }

    /** By the names of the columns of a file; what refers to something is its identifier. */
    Map<String, String> row(List<String> columns) {
        Map<String, String> row = new LinkedHashMap<>();
        columns.forEach(column -> row.put(column, text(said.get(word(column)))));
        return row;
    }

    /** {@code termSourcedIds} in a file are {@code terms} here, and {@code userSourcedId} is {@code user}. */
    private static String word(String column) {
        return column.replaceFirst("SourcedIds$", "s").replaceFirst("SourcedId$", "");
    }

    private static String text(@Nullable Object value) {
        if (value instanceof Map<?, ?> reference) {
            return text(reference.get("sourcedId"));
        }
        return value instanceof Collection<?> several
                ? several.stream().map(Item::text).collect(Collectors.joining(","))
                : Objects.toString(value, "");
    }
}
