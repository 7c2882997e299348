package org.ziyuan.storefront.layout;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is wrong with a form: field name to sentence, in the order in which the fields stand on the page. */
public record FormErrors(Map<String, String> byField) {

    public FormErrors {
        byField = Collections.unmodifiableMap(new LinkedHashMap<>(byField));
    }

    public static FormErrors none() {
        return new FormErrors(Map.of());
    }

    public static FormErrors on(String field, String sentence) {
        return new FormErrors(Map.of(field, sentence));
    }

    /** These errors and one more. */
    public FormErrors and(String field, String sentence) {
        var all = new LinkedHashMap<>(byField);
        all.put(field, sentence);
        return new FormErrors(all);
    }

    public boolean isEmpty() {
        return byField.isEmpty();
    }

    /** The sentence for this field, or null when nothing is wrong with it. */
    public @Nullable String of(String field) {
        return byField.get(field);
    }
}
