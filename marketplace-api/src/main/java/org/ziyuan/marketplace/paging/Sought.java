package org.ziyuan.marketplace.paging;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.r2dbc.core.DatabaseClient.GenericExecuteSpec;
import org.springframework.r2dbc.core.Parameter;
import org.springframework.web.util.UriComponentsBuilder;
import org.ziyuan.marketplace.refusal.Refusal;
import org.ziyuan.marketplace.text.TextField;
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
 * @param about names in {@code kept} that say of what it is the list; without them there is no list, so nothing clears them
 */
public record Sought(
        List<String> words,
        @Nullable LocalDate from,
        @Nullable LocalDate until,
        String place,
        int limit,
        String path,
        Map<String, String> kept,
        Set<String> about) {

    static final int ON_A_PAGE = 20;

    private static final Pattern WIDE =
            Pattern.compile("[\\uFF0D\\uFF0E\\uFF10-\\uFF19\\uFF21-\\uFF3A\\uFF41-\\uFF5A]+");

    /** How long a page is narrows nothing. */
    private static final String SIZE = "limit";

    /** Not narrowed by anything. */
    public static Sought everything(Cursor after, int limit) {
        return new Sought(List.of(), null, null, word(after), limit, "", Map.of(), Set.of());
    }

    /** The same from another place on, in pages of another size: how a file reads what a page shows. */
    public Sought from(Cursor place, int size) {
        return new Sought(words, from, until, word(place), size, path, kept, about);
    }

    /** The same from another place on, in a list that has places of its own. */
    public Sought from(String place, int size) {
        return new Sought(words, from, until, place, size, path, kept, about);
    }

    /** The same list, of which these parameters say what it is of: such as the year of a preview. */
    public Sought about(String... names) {
        return new Sought(words, from, until, place, limit, path, kept, Set.of(names));
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

    /** Of a list that runs by something else than time: that the words are found and the time is one of the days. */
    public static String narrowed(String at, String... columns) {
        return found(columns) + """
                 and (cast(:soughtFrom as timestamptz) is null or %s >= :soughtFrom)
                 and (cast(:soughtUntil as timestamptz) is null or %s < :soughtUntil)
                """.formatted(at, at);
    }

    /** Of a list whose rows have no time: only that the words are found in one of the columns. */
    public static String found(String... columns) {
        return """
                 and (cardinality(:sought) = 0 or concat_ws(' ', %s) ilike all(:sought))
                """.formatted(String.join(", ", columns));
    }

    /** Binds what {@link #found} names. */
    public GenericExecuteSpec bindWords(GenericExecuteSpec query) {
        return query.bind("sought", words.stream().map(Sought::pattern).toArray(String[]::new));
    }

    /** Binds what {@link #narrowed} names. */
    public GenericExecuteSpec bindNarrowed(GenericExecuteSpec query) {
        return bindWords(query)
                .bind("soughtFrom", Parameter.fromOrEmpty(start(from), OffsetDateTime.class))
                .bind(
                        "soughtUntil",
                        Parameter.fromOrEmpty(start(until == null ? null : until.plusDays(1)), OffsetDateTime.class));
    }

    /** Binds what {@link #newestFirst} names. */
    public GenericExecuteSpec bindTo(GenericExecuteSpec query) {
        Cursor after = after();
        return bindNarrowed(query)
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

    /**
     * A page of a list that is all here, in an order of its own: its place is how many were shown before.
     *
     * @param texts what is searched of a row for the words
     * @throws Refusal {@code cursor-malformed}
     */
    public <T> Page<T> pageOf(List<T> all, Function<T, List<String>> texts) {
        if (!place.matches("[0-9]{0,6}")) {
            throw Refusal.malformed("cursor-malformed");
        }
        List<T> found = all.stream().filter(row -> saidBy(texts.apply(row))).toList();
        int from = Math.min(place.isEmpty() ? 0 : Integer.parseInt(place), found.size());
        int to = Math.min(found.size(), from + Page.size(limit));
        return new Page<>(found.subList(from, to), to < found.size() ? Integer.toString(to) : null);
    }

    /** Every word stands in one of these texts, in whatever case. */
    public boolean saidBy(List<String> texts) {
        return words.stream()
                .allMatch(word -> texts.stream()
                        .anyMatch(text -> text.toLowerCase(Locale.ROOT).contains(word.toLowerCase(Locale.ROOT))));
    }

    /** Something is asked: an empty answer does not mean that there is nothing. */
    public boolean narrows() {
        return kept.entrySet().stream()
                .anyMatch(one -> narrows(one.getKey()) && !one.getValue().isEmpty());
    }

    /** Not every row is wanted: words or days are asked for. */
    public boolean picks() {
        return !words.isEmpty() || from != null || until != null;
    }

    private boolean narrows(String name) {
        return !about.contains(name) && !name.equals(SIZE);
    }

    /**
     * What the form over a list carries on: everything that was chosen but what it has fields for.
     *
     * @param days whether it has fields for the first and last day
     * @param states whether it has one for the state
     * @param fields the names of its further fields, null for none
     */
    public Map<String, String> keptBeside(boolean days, boolean states, @Nullable Collection<String> fields) {
        Map<String, String> beside = new LinkedHashMap<>(kept);
        beside.remove("find");
        if (days) {
            beside.keySet().removeAll(Set.of("from", "until"));
        }
        if (states) {
            beside.remove("state");
        }
        if (fields != null) {
            beside.keySet().removeAll(fields);
        }
        return beside;
    }

    /** What was typed, as it stands in the field. */
    public String typed() {
        return String.join(" ", words);
    }

    /** The address of another page or file that is asked the same. */
    public String at(String other) {
        return address(other, kept);
    }

    /** The address of the first page. */
    public String begin() {
        return at(path);
    }

    /** The address of the first page where one thing is chosen otherwise; "" for not chosen. */
    public String choosing(String name, String value) {
        Map<String, String> chosen = new LinkedHashMap<>(kept);
        chosen.put(name, value);
        chosen.values().removeIf(String::isEmpty);
        return address(path, chosen);
    }

    /** The address of the whole list, narrowed by nothing. */
    public String cleared() {
        Map<String, String> whole = new LinkedHashMap<>(kept);
        whole.keySet().retainAll(about);
        return address(path, whole);
    }

    /** The address of the page that begins at this cursor. */
    public String next(String cursor) {
        return begin() + (kept.isEmpty() ? "?" : "&") + "cursor=" + cursor;
    }

    private static String address(String path, Map<String, String> asked) {
        UriComponentsBuilder address = UriComponentsBuilder.fromUriString(path);
        asked.forEach((name, value) -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(asked).toUriString();
    }

    public boolean isFirst() {
        return place.isEmpty();
    }

    /** The beginning of a list that is narrowed by nothing. */
    public boolean isEverything() {
        return isFirst() && words.isEmpty() && from == null && until == null;
    }

    private static @Nullable OffsetDateTime start(@Nullable LocalDate day) {
        return day == null ? null : day.atStartOfDay(BeijingTime.ZONE).toOffsetDateTime();
    }

    /** What {@code ilike} finds the word by, its own signs taken literally. */
    public static String pattern(String word) {
        return "%" + word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%";
    }

    /** A number typed in full width, as input methods do, is the number; other signs are part of names and stay. */
    static List<String> words(String typed) {
        return Stream.of(WIDE.matcher(typed)
                        .replaceAll(wide -> TextField.plain(wide.group()))
                        .split("[\\s\\p{Z}\\u200B\\uFEFF]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }
}
