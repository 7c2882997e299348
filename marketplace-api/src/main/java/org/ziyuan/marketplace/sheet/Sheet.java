package org.ziyuan.marketplace.sheet;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import reactor.core.publisher.Flux;

/**
 * A table to be saved as a file.
 *
 * @param name what it is, as the name of the file says it
 * @param headings the words over its columns
 * @param rows its rows, read as they are written; a cell is a {@code Money}, an {@code OffsetDateTime}, a number, a word or
 *     null
 */
public record Sheet(String name, List<String> headings, Flux<List<@Nullable Object>> rows) {

    /** A cell that is to be looked at, and why; where nothing can be coloured it is only the cell. */
    public record Marked(@Nullable Object cell, String why) {}

    public Sheet {
        headings = List.copyOf(headings);
    }

    /** The same with headings that are messages. */
    public static Sheet of(
            String name, MessageSource words, Locale locale, Flux<List<@Nullable Object>> rows, String... keys) {
        return new Sheet(
                name,
                Arrays.stream(keys)
                        .map(key -> words.getMessage(key, null, locale))
                        .toList(),
                rows);
    }

    /** A word as a file of words has it, for a table that is sent back in whatever form the spreadsheet saves it. */
    public static String word(String text) {
        return Cells.plain(text);
    }

    /** A row; unlike {@code List.of} it may have empty cells. */
    public static List<@Nullable Object> row(@Nullable Object... cells) {
        return Arrays.asList(cells);
    }
}
