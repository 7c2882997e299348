package org.ziyuan.marketplace.form;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The version a caller of the API decided on, as an argument of its handler: the header {@code If-Match}.
 *
 * @param tags what the header names, null where it was not sent
 */
public record IfMatch(@Nullable String tags) {

    /** Whether any version will do: none was named, or {@code *}. */
    public boolean any() {
        return tags == null || tags.strip().equals("*");
    }

    /** Whether one of the versions that were named is that of this moment. */
    boolean names(String present) {
        return any()
                || Arrays.stream(String.valueOf(tags).split(","))
                        .map(String::strip)
                        .anyMatch(present::equals);
    }
}
