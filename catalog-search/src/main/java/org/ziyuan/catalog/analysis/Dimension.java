package org.ziyuan.catalog.analysis;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A property by which listings are narrowed and counted. */
public enum Dimension {
    STAGE,
    SUBJECT,
    EDITION,
    GRADE,
    VOLUME,
    KIND,
    VENDOR;

    /** The name in addresses, in JSON and in the index. */
    @JsonValue
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Dimension> ofKey(String key) {
        return Arrays.stream(values())
                .filter(dimension -> dimension.key().equals(key))
                .findFirst();
    }

    /** Whether its values are words of the vocabulary, rather than kinds and ids. */
    public boolean hasVocabulary() {
        return this != KIND && this != VENDOR;
    }

    /**
     * The value people choose by. Of an edition that is what stands before the brackets: whoever looks for 人教版 means
     * 人教版（PEP）（三年级起点）（主编：吴欣） as well; the listing itself keeps the whole.
     */
    public String choice(String value) {
        return this == EDITION ? beforeBrackets(value) : value.strip();
    }

    /** The token under which a value of this dimension is matched when it was typed rather than chosen. */
    public String token(String value) {
        return PlainText.compact(this == EDITION || this == STAGE ? beforeBrackets(value) : value);
    }

    private static String beforeBrackets(String value) {
        int bracket = value.replace('(', '（').indexOf('（');
        return bracket > 0 ? value.substring(0, bracket).strip() : value.strip();
    }
}
