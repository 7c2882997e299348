package org.ziyuan.marketplace.web;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next the cursor of the page that follows, null on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** The most that one page holds, whatever is asked for. */
    public static final int LARGEST = 100;

    public Page {
        items = List.copyOf(items);
    }

    /** How many a page may hold when so many were asked for. */
    public static int size(int asked) {
        return Math.min(Math.max(asked, 1), LARGEST);
    }

    /** A page of {@code size} from rows of which one more was read, to know whether anything follows. */
    public static <T> Page<T> of(List<T> rows, int size, Function<T, Cursor> place) {
        if (rows.size() <= size) {
            return new Page<>(rows, null);
        }
        List<T> shown = rows.subList(0, size);
        return new Page<>(shown, place.apply(shown.get(size - 1)).toString());
    }
}
