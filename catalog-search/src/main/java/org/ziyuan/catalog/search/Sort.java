package org.ziyuan.catalog.search;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The order of what is found. */
public enum Sort {
    /** The best match first; without a text, by title. */
    RELEVANCE,
    TITLE,
    /** The lowest unit price first; what has no price comes last. */
    PRICE,
    /** The latest publication first. */
    NEWEST,
    /** What comes to the least for the reader's school first: of the most relevant, whoever shows them puts them in order. */
    OURS,
    /** What most schools use first; in the same way. */
    USED;

    /** Whether it follows from the reader or from licences, of which the index knows nothing. */
    public boolean ofReader() {
        return this == OURS || this == USED;
    }

    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Sort> ofKey(String key) {
        return Arrays.stream(values()).filter(sort -> sort.key().equals(key)).findFirst();
    }
}
