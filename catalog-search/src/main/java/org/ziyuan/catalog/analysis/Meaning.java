package org.ziyuan.catalog.analysis;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a term of the vocabulary stands for.
 *
 * @param dimension the facet it is a value of; null for a name or qualifier, and for noise
 * @param value the value as it is shown
 * @param noise whether it is said without being meant as a condition, as 教材 is
 */
record Meaning(@Nullable Dimension dimension, String value, boolean noise) {

    static Meaning of(Dimension dimension, String value) {
        return new Meaning(dimension, value, false);
    }

    static Meaning named(String kind, String value) {
        return switch (kind) {
            case "word" -> new Meaning(null, value, false);
            case "noise" -> new Meaning(null, value, true);
            default -> of(Dimension.valueOf(kind.toUpperCase(Locale.ROOT)), value);
        };
    }

    /** The token under which it is found in a text. */
    String token() {
        return dimension == null ? PlainText.compact(value) : dimension.token(value);
    }
}
