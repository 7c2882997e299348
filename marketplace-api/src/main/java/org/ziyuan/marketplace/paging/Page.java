package org.ziyuan.marketplace.paging;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * One page of a list.
 *
 * @param next the cursor of the page that follows, null on the last one
 */
public record Page<T>(List<T> items, @Nullable String next) {

    /** The most that one page holds, whatever is asked for. */
    public static final int LARGEST = 100;

    /**
     * What a file that is saved reads at a time, where each reading adds up everything that is asked about; nothing is held
     * while a slow network takes it.
     */
    public static final int OF_A_FILE = 10_000;

    public Page {
        items = List.copyOf(items);
    }

    /** Page after page of a list, until there is no more. */
    public static <T> Flux<T> walk(Function<Cursor, Mono<Page<T>>> read) {
        return follow(Mono.defer(() -> read.apply(Cursor.START)), next -> read.apply(Cursor.parse(next)));
    }

    /** The rows of the first page and of all that follow it, each read when it is asked for. */
    public static <T> Flux<T> follow(Mono<Page<T>> first, Function<String, Mono<Page<T>>> read) {
        return first.expand(page -> {
                    String next = page.next();
                    return next == null ? Mono.empty() : read.apply(next);
                })
                .concatMapIterable(Page::items);
    }

    /** How many a page may hold when so many were asked for. */
    public static int size(int asked) {
        return Math.min(Math.max(asked, 1), LARGEST);
    }

    /**
     * A page of {@code size} from rows of which one more was read, to know whether anything follows.
     *
     * @param place of a row in the list, such as its {@link Cursor}; its words are what the next page is asked with
     */
    public static <T> Page<T> of(List<T> rows, int size, Function<T, ?> place) {
        if (rows.size() <= size) {
            return new Page<>(rows, null);
        }
        List<T> shown = rows.subList(0, size);
        return new Page<>(shown, place.apply(shown.get(size - 1)).toString());
    }
}
