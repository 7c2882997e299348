package org.ziyuan.marketplace.paging;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.web.util.UriComponentsBuilder;
import org.ziyuan.marketplace.transaction.BeijingTime;

/**
 * Asks every list in the same way: by words, first and last day, where to go on and how many. A handler that declares
 * one has it from {@code find}, {@code from}, {@code until}, {@code cursor} and {@code limit}; a query takes its {@link #newestFirst clause} and its {@link #bindTo parameters}; a page draws its
 * form and its pager.
 *
 * @param words must each occur in one of the columns that the list is searched by; empty finds everything
 * @param from the first day, null for no first
 * @param until the last day, which is still in it; null for no last
 * @param place where the page before ended, in the words of the list; "" for the beginning
 * @param limit how many at most; a page never holds more than {@link Page#LARGEST}
 * @param path where it was asked
 * @param kept everything that was asked but the place: what a link to the next page or to a file repeats
 */
public record Sought(
        List<String> words,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        String place,
        int limit,
        String path,
        Map<String, String> kept) {

    static final int ON_A_PAGE = 20;

    private static final Set<String> FIELDS = Set.of("find", "from", "until", "state", "number", "kind");

    /** Not narrowed by anything. */
    public static Sought everything(Cursor after, int limit) {
        return new Sought(List.of(), null, null, word(after), limit, "", Map.of());
    }

    /** The same from another place on, in pages of another size: how a file reads what a page shows. */
    public Sought from(Cursor place, int size) {
        return new Sought(words, from, until, word(place), size, path, kept);
    }

    private static String word(Cursor place) {
        return place.equals(Cursor.START) ? "" : place.toString();
    }

    /** The place in a list that runs by time. @throws Refusal {@code cursor-malformed} */
    public Cursor after() {
        return Cursor.parse(place);
    }

    /**
     * The end of a query over a list that runs from the newest to the oldest, from its {@code and} to its limit.
     *
     * @param at the column of time, by which the list runs
     * @param id the column that decides within one instant
     * @param columns what is searched for the words
     */
    public static String newestFirst(String at, String id, String... columns) {
        return narrowed(at, columns) + """
                 and (%s, %s) < (:at, :after)
                 order by %s desc, %s desc limit :limit
                """.formatted(at, id, at, id);
    }

    /** The same over a list that runs from the oldest to the newest: a queue. */
    public static String oldestFirst(String at, String id, String... columns) {
        return narrowed(at, columns) + """
                 and (:first or (%s, %s) > (:at, :after))
                 order by %s, %s limit :limit
                """.formatted(at, id, at, id);
    }

    private static String narrowed(String at, String... columns) {
        return found(columns) + """
                 and (cast(:soughtFrom as timestamptz) is null or %s >= :soughtFrom)
                 and (cast(:soughtUntil as timestamptz) is null or %s < :soughtUntil)
                """.formatted(at, at);
    }

    /** Of a list that runs by something else than time: only that the words are found in one of the columns. */
    public static String found(String... columns) {
        return """
                 and (cardinality(:sought) = 0 or concat_ws(' ', %s) ilike all(:sought))
                """.formatted(String.join(", ", columns));
    }

    /** Binds what {@link #found} names. */
    public GenericExecuteSpec bindWords(GenericExecuteSpec query) {
        return query.bind("sought", words.stream().map(Sought::pattern).toArray(String[]::new));
    }

    /** Binds what {@link #newestFirst} names. */
    public GenericExecuteSpec bindTo(GenericExecuteSpec query) {
        Cursor after = after();
        return bindWords(query)
                .bind("soughtFrom", Parameter.fromOrEmpty(start(from), OffsetDateTime.class))
                .bind(
                        "soughtUntil",
                        Parameter.fromOrEmpty(start(until == null ? null : until.plusDays(1)), OffsetDateTime.class))
                .bind("at", after.at())
                .bind("after", after.id())
                .bind("limit", Page.size(limit) + 1);
    }

    /** Binds what {@link #oldestFirst} names. */
    public GenericExecuteSpec bindToQueue(GenericExecuteSpec query) {
        return bindTo(query).bind("first", isFirst());
    }

    /** The page of the rows that were read, one more than it holds. */
    public <T> Page<T> page(List<T> rows, Function<T, Cursor> place) {
        return Page.of(rows, Page.size(limit), place);
    }

    /** Something is asked: an empty answer does not mean that there is nothing. */
    public boolean narrows() {
        return kept.values().stream().anyMatch(value -> !value.isEmpty());
    }

    /** What a form over a list carries on beside what it has fields for. */
    public Map<String, String> keptBesideFields() {
        Map<String, String> beside = new LinkedHashMap<>(kept);
        beside.keySet().removeAll(FIELDS);
        return beside;
    }

    /** What was typed, as it stands in the field. */
    public String typed() {
        return String.join(" ", words);
    }

    /** The address of another page or file that is asked the same. */
    public String at(String other) {
        UriComponentsBuilder address = UriComponentsBuilder.fromUriString(other);
        kept.forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(kept).toUriString();
    }

    /** The address of the first page. */
    public String begin() {
        return at(path);
    }

    /** The address of the page that begins at this cursor. */
    public String next(String cursor) {
        return begin() + (kept.isEmpty() ? "?" : "&") + "cursor=" + cursor;
    }

    public boolean isFirst() {
        return place.isEmpty();
    }

    private static @Nullable OffsetDateTime start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(BeijingTime.ZONE).toOffsetDateTime();
    }

    /** What {@code ilike} finds the word by, its own signs taken literally. */
    public static String pattern(String word) {
        return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    static List<String> words(String typed) {
        return Stream.of(typed.split("[\\s\\u3000]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
